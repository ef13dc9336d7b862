// Where the agent handed in its work or declared it done.
import type { Exchange } from "@/lib/engine/evidence/exchanges";
import { readRawTurn } from "@/lib/engine/evidence/raw-commands";
import type { Evidence } from "@/lib/domain/evidence";
import type { Step } from "@/lib/domain/trajectory";

const SENTINEL = /\b(?:COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT|MINI_SWE_AGENT_FINAL_OUTPUT)\b/;
const DONE_TOOL =
  /^(?:submit|finish|complete_task|mark_task_complete|task_complete|attempt_completion|done)$/i;

/**
 * The last step that submitted (sentinel echo, `submit`, a finishing tool, `task_complete`), else a last agent
 * step that only speaks: a chat agent ends by saying so. Null when the trajectory just stops.
 */
export function findSubmission(steps: readonly Step[], exchanges: readonly Exchange[]): number | null {
  const explicit = exchanges.filter(submits).map((exchange) => exchange.step);
  const raw = steps
    .filter((step) => !step.copied && step.kind === "agent" && declaresDone(step))
    .map((step) => step.number);
  if (explicit.length + raw.length > 0) return Math.max(...explicit, ...raw);
  const last = steps.findLast((step) => step.kind === "agent" && !step.copied);
  return last !== undefined && last.actions.length === 0 && isFarewell(last) ? last.number : null;
}

function submits(exchange: Exchange): boolean {
  if (DONE_TOOL.test(exchange.tool)) return true;
  const command = exchange.command?.trim() ?? "";
  return command === "submit" || SENTINEL.test(command);
}

function declaresDone(step: Step): boolean {
  return step.actions.length === 0 && readRawTurn(step.message)?.done === true;
}

function isFarewell(step: Step): boolean {
  const isRefused = /format error|nothing ran/i.test(step.note ?? "");
  return step.message.trim() !== "" && !isRefused && readRawTurn(step.message) === null;
}

const CUT_OFF =
  /limit|max|exceed|exhaust|budget|cost|context|time.?out|timed|abort|cancel|interrupt|kill|error|fail|crash|nothing.?left|gave.?up|incomplete/i;
const DONE = /submit|success|complete|finish|done|end.?turn|^stop$/i;

/** How the rollout stopped: by the log's word where it has one that is known, else by whether there is a submission. */
export function readEnding(exitStatus: string | null, submissionStep: number | null): Evidence["ending"] {
  const word = exitStatus?.trim() ?? "";
  if (CUT_OFF.test(word)) return "cut-off";
  if (DONE.test(word) || submissionStep !== null) return "submitted";
  return "unknown";
}
