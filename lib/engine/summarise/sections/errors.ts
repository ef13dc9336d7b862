// Section "errors": what went wrong on the way, and whether something later shows that it was overcome.
import { sawTry } from "@/lib/engine/evidence/last-edit";
import { parseShell, programWords } from "@/lib/engine/evidence/shell";
import { findQuote, observed, type Draft, type SummaryContext } from "@/lib/engine/summarise/context";
import { codeOf, countOf } from "@/lib/engine/summarise/wording";
import type { CommandEvidence, ErrorEvidence } from "@/lib/domain/evidence";

const MAX_ERRORS = 6;

interface ErrorGroup {
  kind: ErrorEvidence["kind"];
  message: string;
  steps: number[];
  fate: Fate;
}

type Fate =
  | { kind: "overcome"; step: number; command: string }
  | { kind: "taken back"; step: number }
  | { kind: "last" }
  | { kind: "gone" };

/** Each different error once, the unresolved and the late ones first to be kept. */
export function summariseErrors(context: SummaryContext): Draft[] {
  const groups = groupErrors(context);
  if (groups.length === 0) return [observed(context, "No error was recognised in the replies.", [])];
  const ranked = [...groups].sort((one, other) => rank(other) - rank(one) || lastOf(other) - lastOf(one));
  const kept = new Set(ranked.slice(0, MAX_ERRORS));
  const drafts = groups.filter((group) => kept.has(group)).map((group) => errorClaim(context, group));
  const hidden = groups.filter((group) => !kept.has(group));
  if (hidden.length === 0) return drafts;
  return [
    ...drafts,
    observed(context, `And ${countOf(hidden.length, "further error")}.`, hidden.map(lastOf)),
  ];
}

function groupErrors(context: SummaryContext): ErrorGroup[] {
  const byMessage = new Map<string, ErrorEvidence[]>();
  const successes = listSuccesses(context);
  for (const error of context.evidence.errors) {
    const key = error.message.replace(/\d+/g, "0");
    byMessage.set(key, [...(byMessage.get(key) ?? []), error]);
  }
  return [...byMessage.values()].flatMap((errors) => {
    const last = errors.at(-1);
    if (last === undefined) return [];
    const steps = [...new Set(errors.map((error) => error.step))];
    return [{ kind: last.kind, message: last.message, steps, fate: fateOf(context, last, successes) }];
  });
}

function lastOf(group: ErrorGroup): number {
  return group.steps.at(-1) ?? 0;
}

function rank(group: ErrorGroup): number {
  const open = group.fate.kind === "last" ? 4 : group.fate.kind === "gone" ? 1 : 0;
  return open + (group.kind === "traceback" || group.kind === "exception" ? 2 : 0);
}

interface Success {
  command: CommandEvidence;
  /** What it ran: "git commit", "python repro.py". */
  works: readonly string[];
}

function listSuccesses(context: SummaryContext): Success[] {
  const succeeded = context.evidence.commands.filter((command) => command.outcome === "ok");
  return succeeded.map((command) => ({ command, works: listWorks(command.command) }));
}

/**
 * Overcome: the same check (its last program with the same first argument) succeeded later. Taken back: it came with
 * a change that was. Last: the error stands in one of the last two commands' replies.
 */
function fateOf(context: SummaryContext, error: ErrorEvidence, successes: readonly Success[]): Fate {
  const { commands } = context.evidence;
  const origin = commands.findLast((command) => command.step <= error.step && command.step >= error.step - 1);
  const work = origin === undefined ? undefined : listWorks(origin.command).at(-1);
  const later = successes.find(
    (success) => success.command.step > error.step && success.works.includes(work ?? ""),
  );
  if (later !== undefined)
    return { kind: "overcome", step: later.command.step, command: later.command.command };
  const tried = context.evidence.edits.find((edit) => sawTry(edit, error.step, origin?.action ?? null));
  if (typeof tried?.undone === "number") return { kind: "taken back", step: tried.undone };
  const tail = commands.slice(-2)[0]?.step ?? error.step;
  return error.step >= tail ? { kind: "last" } : { kind: "gone" };
}

const FILTERS = new Set(["head", "tail", "grep", "tee", "cat", "wc", "sort", "cd", "echo", ""]);

function listWorks(command: string): string[] {
  return parseShell(command)
    .map((part) => programWords(part.words))
    .filter((words) => !FILTERS.has(words[0] ?? ""))
    .map((words) => words.slice(0, words[0] === "python" && words[1] === "-m" ? 4 : 2).join(" "));
}

const KINDS: Record<ErrorEvidence["kind"], string> = {
  traceback: "Traceback",
  exception: "Error",
  "missing-command": "Missing program or module",
  "missing-file": "Missing file",
  timeout: "Timeout",
  format: "Refused reply (nothing ran)",
  other: "Failure",
};

function errorClaim(context: SummaryContext, group: ErrorGroup): Draft {
  const times = group.steps.length > 1 ? `, ${String(group.steps.length)} times` : "";
  const text = `${KINDS[group.kind]} "${group.message.slice(0, 140)}" (step ${String(lastOf(group))}${times}): ${fateText(group.fate)}`;
  const steps = "step" in group.fate ? [...group.steps, group.fate.step] : group.steps;
  return observed(context, text, steps, [findQuote(context, lastOf(group), group.message)]);
}

function fateText(fate: Fate): string {
  switch (fate.kind) {
    case "overcome":
      return `overcome, ${codeOf(fate.command, 50)} succeeded at step ${String(fate.step)}.`;
    case "taken back":
      return `it came with a change that was taken back at step ${String(fate.step)}.`;
    case "last":
      return "nothing later shows that it was overcome.";
    case "gone":
      return "not seen again; no rerun of the same command proves it gone.";
  }
}
