// Shell commands with exit code and outcome, and the piece of their output that says most.
import { polledSession, type Exchange } from "@/lib/engine/evidence/exchanges";
import { runsProgram } from "@/lib/engine/evidence/programs";
import { programWords } from "@/lib/engine/evidence/shell";
import type { CommandEvidence } from "@/lib/domain/evidence";

/** Characters kept of a command text and of a gist; the step holds the rest. */
const MAX_COMMAND = 2_000;
const MAX_GIST = 200;

/** Every shell command of the agent, in order. One that went on in the background stands where it ended. */
export function listCommands(exchanges: readonly Exchange[]): CommandEvidence[] {
  const silentTools = toolsThatReportOnlyFailure(exchanges);
  return exchanges.flatMap((exchange, index) => {
    if (exchange.command === null || isPolledLater(exchange, exchanges, index)) return [];
    const outcome = readOutcome(exchange, silentTools);
    return [
      {
        step: exchange.step,
        action: exchange.action,
        command: exchange.command.slice(0, MAX_COMMAND),
        runsProgram: runsProgram(exchange.shell),
        exitCode: exchange.exitCode,
        outcome,
        gist: readGist(exchange.body ?? "", outcome === "failed"),
      },
    ];
  });
}

/** A reply that only says "still running", answered by a later poll of the same session. */
function isPolledLater(exchange: Exchange, exchanges: readonly Exchange[], index: number): boolean {
  if (!exchange.running || exchange.session === null) return false;
  return exchanges.slice(index + 1).some((later) => polledSession(later) === exchange.session);
}

/** Tools whose replies show an exit code when it is not 0 and never a 0: silence then means success. */
function toolsThatReportOnlyFailure(exchanges: readonly Exchange[]): Set<string> {
  const failing = new Set<string>();
  const succeeding = new Set<string>();
  for (const exchange of exchanges) {
    if (exchange.exitCode === 0) succeeding.add(exchange.tool);
    else if (exchange.exitCode !== null) failing.add(exchange.tool);
  }
  return new Set([...failing].filter((tool) => !succeeding.has(tool)));
}

function readOutcome(exchange: Exchange, silentTools: ReadonlySet<string>): CommandEvidence["outcome"] {
  if (exchange.body === null) return "unanswered";
  if (exchange.running) return "unknown";
  if (exchange.exitCode === 0) return "ok";
  if (exchange.exitCode !== null) return isEmptySearch(exchange) ? "ok" : "failed";
  if (exchange.isError !== null) return exchange.isError ? "failed" : "ok";
  if (endsInFailure(exchange.body)) return "failed";
  return silentTools.has(exchange.tool) ? "ok" : "unknown";
}

/** `grep` and its kin exit with 1 when they find nothing: an answer, not a failure. */
function isEmptySearch(exchange: Exchange): boolean {
  if (exchange.exitCode !== 1) return false;
  const last = exchange.shell.at(-1);
  const program = last === undefined ? "" : (programWords(last.words)[0] ?? "");
  return /^(?:e?grep|rg|ag|diff|cmp|which|test|\[|pgrep)$/.test(program) || isGitGrep(last?.words ?? []);
}

function isGitGrep(words: readonly string[]): boolean {
  return words[0] === "git" && (words[1] === "grep" || words[1] === "diff");
}

const FAILURE_LINE =
  /command not found|: not found$|No such file or directory|^Traceback \(most recent call last\)|^(?:[\w.]+)?(?:Error|Exception): |^fatal: |^error: |^npm (?:ERR!|error)|Permission denied|timed out/;

/** Without any code: the output's last lines read like a failure (heuristic). */
function endsInFailure(body: string): boolean {
  return lastLines(body, 3).some((line) => FAILURE_LINE.test(line));
}

function lastLines(body: string, count: number): string[] {
  return body
    .slice(-4_000)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(-count);
}

/** Lines that tell only how long something took, or which program ran: they differ between equal runs. */
const IDLE_LINE =
  /^\s*(?:[#ℹ]\s*)?(?:duration(?:_ms)?\b|start at\b|finished in\b|time:|(?:real|user|sys)\s+\d|Node\.js v\d|\.{3}$)/i;

/** A text up to where a duration begins: "12 passed" of "12 passed in 0.35s". Verbatim. */
export function withoutDuration(line: string): string {
  const found =
    /[\s(,|]*(?:\bin |\btime[ :=]+|\btook |\()\s*\d+(?:[.,]\d+)?\s*(?:ms|s|sec|seconds?|m|min)\b/i.exec(line);
  return found === null || found.index === 0 ? line : line.slice(0, found.index);
}

/** Lines that tell of a failed check, besides those of a failed program. */
const FAILED_CHECK =
  /^\s*(?:WRONG\b|not ok \d|[✖✗×●] \S|FAIL(?:ED|URE)?\b|\w*(?:Assertion|Test)\w*(?:Error|Failed)\b|E {3})/;

/** The line that says most: for a failure the last one that names it, else the last line with text. No durations. */
export function readGist(body: string, failed: boolean): string {
  const lines = lastLines(body, 40)
    .filter((line) => !IDLE_LINE.test(line))
    .map(withoutDuration);
  const names = (pattern: RegExp) =>
    lines.findLast((line) => pattern.test(line) && !/ failing tests:$/.test(line));
  const telling = failed ? (names(FAILURE_LINE) ?? names(FAILED_CHECK)) : undefined;
  return (telling ?? lines.findLast((line) => /\w/.test(line)) ?? lines.at(-1) ?? "")
    .trim()
    .slice(0, MAX_GIST)
    .trim();
}
