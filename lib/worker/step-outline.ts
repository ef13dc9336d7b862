// A step in one line, and its marks: what the outline of a trajectory shows.
import type { Evidence } from "@/lib/domain/evidence";
import type { Action, Step } from "@/lib/domain/trajectory";
import { cutLine } from "@/lib/utils/cut-line";

const PREVIEW_CHARS = 140;
/** Arguments that say most about a call, in this order. */
const MAIN_ARGUMENTS = ["command", "cmd", "file_path", "path", "filePath", "pattern", "query", "url"];

/** The step in one line of at most 140 characters: its first action, else how its text begins. */
export function previewStep(step: Step): string {
  const [action] = step.actions;
  const texts = [
    action ? describeAction(action) : "",
    step.message,
    step.reasoning ?? "",
    step.note ?? "",
    step.observations[0]?.text ?? "",
  ];
  const text = texts.find((candidate) => candidate.trim() !== "") ?? "(empty)";
  return cutLine(text, PREVIEW_CHARS);
}

function describeAction({ tool, command, input }: Action): string {
  if (command !== null && command.trim() !== "") return command;
  return `${tool} ${findMainArgument(input)}`.trim();
}

function findMainArgument(input: unknown): string {
  if (typeof input === "string") return input;
  if (typeof input !== "object" || input === null) return "";
  const values = new Map<string, unknown>(Object.entries(input));
  const named = MAIN_ARGUMENTS.map((key) => values.get(key));
  const texts = [...named, ...values.values()].filter((value) => typeof value === "string");
  return texts.find((text) => text !== "") ?? changedPaths(values.get("changes"));
}

/** Codex's list of changed files. */
function changedPaths(changes: unknown): string {
  if (!Array.isArray(changes)) return "";
  const paths = changes.map((change: unknown) => findMainArgument(change));
  return paths.filter((path) => path !== "").join(", ");
}

/** The marks of each step that has any: "edit,test,test-failed,error,submit,grader", in this order. */
export function markSteps(evidence: Evidence): Map<number, string> {
  const marked: [string, number[]][] = [
    ["edit", evidence.edits.filter((edit) => edit.applied !== false).map((edit) => edit.step)],
    ["test", evidence.tests.map((run) => run.step)],
    ["test-failed", evidence.tests.filter((run) => run.outcome === "failed").map((run) => run.step)],
    ["error", evidence.errors.map((error) => error.step)],
    ["submit", evidence.submissionStep === null ? [] : [evidence.submissionStep]],
    ["grader", evidence.graderAccess.map((access) => access.step)],
  ];
  const marks = new Map<number, string>();
  for (const [mark, steps] of marked) {
    for (const step of new Set(steps)) {
      const before = marks.get(step);
      marks.set(step, before === undefined ? mark : `${before},${mark}`);
    }
  }
  return marks;
}
