// The examples in a task's statement, the clearest requirements there are, and whether the agent ran them. Heuristics:
// a call counts as run when its text stands in a script, or a test of the agent's own, that a command executes.
import { isAfterLastEdit } from "@/lib/engine/evidence/last-edit";
import { baseName, parseShell, programWords, type ShellCommand } from "@/lib/engine/evidence/shell";
import { callsTestRunner } from "@/lib/engine/evidence/test-runs";
import type { CommandEvidence, Evidence } from "@/lib/domain/evidence";

export interface ExampleCheck {
  /** The call as the statement shows it, white space evened out. */
  example: string;
  /**
   * Its last run on the final state: "held" in a check that can fail and did not, "ran" in one that cannot or whose
   * outcome is not told, "failed" in one that failed (which of several examples did is not told), "not run".
   */
  state: "held" | "ran" | "failed" | "not run";
  step: number | null;
}

const MOST_EXAMPLES = 20;

/**
 * Calls that the statement shows in blocks of code: `name(arguments)` before a comment, an arrow, a comparison or the
 * end of the line; `>>>` of a Python session before it. White space evened out. A heuristic.
 */
export function findStatedExamples(statement: string): string[] {
  const blocks = [...statement.matchAll(/^[ \t]*```[^\n]*\n([\s\S]*?)^[ \t]*```/gm)].map(
    ([, code = ""]) => code,
  );
  const calls = blocks
    .flatMap((code) => code.split("\n"))
    .flatMap(
      (line) =>
        /^\s*(?:>>>\s*)?([\w.$]+\(.*\)(?:\.\w+(?:\(.*\))?)*)\s*;?\s*(?:(?:\/\/|#|->|=>|==).*)?$/.exec(
          line,
        )?.[1] ?? [],
    )
    .map(evenOut)
    .filter(
      (call) => call.length >= 5 && !/^(?:print|console\.log|import|require|if|for|while)\b/.test(call),
    );
  return [...new Set(calls)].slice(0, MOST_EXAMPLES);
}

/** The statement's examples, each with its last run on the final state of the files. */
export function listExampleChecks(evidence: Evidence, statement: string | null): ExampleCheck[] {
  const examples = findStatedExamples(statement ?? "");
  if (examples.length === 0) return [];
  const runs = listRuns(evidence);
  return examples.map((example) => {
    const run = runs.findLast(({ text }) => text.includes(example));
    return run === undefined
      ? { example, state: "not run", step: null }
      : { example, state: stateOf(run), step: run.command.step };
  });
}

interface Run {
  command: CommandEvidence;
  /** What it executes, white space evened out. */
  text: string;
}

function stateOf({ command, text }: Run): ExampleCheck["state"] {
  if (command.outcome === "failed") return "failed";
  return command.outcome === "ok" && CAN_FAIL.test(text) ? "held" : "ran";
}

const CAN_FAIL = /\bassert|\bexpect\(|\bprocess\.exit|\bexitCode\b|\braise\b|\bthrow\b|\bsys\.exit/;

/** Commands that executed something on the final state, with the text of what they executed. */
function listRuns(evidence: Evidence): Run[] {
  const scripts = new Map<string, string>();
  return evidence.commands.flatMap((command) => {
    for (const edit of evidence.edits) {
      if (edit.kind === "create" && edit.step <= command.step) {
        scripts.set(baseName(edit.path), edit.change.join("\n"));
      }
    }
    const parts = parseShell(command.command);
    for (const part of parts) {
      for (const { path } of part.writes) scripts.set(baseName(path), part.heredoc ?? "");
    }
    if (isAfterLastEdit(evidence, command.step, command.action) === false) return [];
    const texts = parts.flatMap((part) => executedText(part, scripts));
    return texts.length === 0 ? [] : [{ command, text: evenOut(texts.join("\n")) }];
  });
}

const INTERPRETER = /^(?:python[\d.]*|node|tsx|ruby|bash|sh|php|perl|deno|bun)$/;
const TEST_NAME = /(?:^|[._-])(?:tests?|spec)[._-]|tests?\.\w+$/i;

/** Code given on the command line, scripts that the agent wrote, and its own tests when a test runner is called. */
function executedText(part: ShellCommand, scripts: ReadonlyMap<string, string>): string[] {
  const words = programWords(part.words);
  const named = [...scripts].filter(([name]) => words.some((word) => baseName(word) === name));
  if (callsTestRunner([part])) {
    const own = named.length > 0 ? named : [...scripts].filter(([name]) => TEST_NAME.test(name));
    return own.map(([, text]) => text);
  }
  if (!INTERPRETER.test(baseName(words[0] ?? ""))) return [];
  return [words.slice(1).join("\n"), part.heredoc ?? "", ...named.map(([, text]) => text)];
}

function evenOut(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
