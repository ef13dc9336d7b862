// Readings of the evidence that several points of the checklist share.
import { parseShell } from "@/lib/engine/evidence/shell";
import { callsTestRunner } from "@/lib/engine/evidence/test-runs";
import { isAfterLastEdit as sawFinalState } from "@/lib/engine/evidence/last-edit";
import type { CommandEvidence, Evidence, TestRunEvidence } from "@/lib/domain/evidence";

/**
 * True for a step that saw the final state of the files: a run in the very step of the last edit counts, one of a
 * change that was taken back does not. Where the last edit's place is unknown, every step may have.
 */
export function isAfterLastEdit(evidence: Evidence, step: number, action: number | null = null): boolean {
  return sawFinalState(evidence, step, action) ?? true;
}

/** The last test run that saw the final state of the files. */
export function findFinalTestRun(evidence: Evidence): TestRunEvidence | null {
  return evidence.tests.findLast((run) => isAfterLastEdit(evidence, run.step, run.action)) ?? null;
}

/** True for a command whose result is told as a test run. */
export function isTestRun(evidence: Evidence, { step, action, command }: CommandEvidence): boolean {
  if (callsTestRunner(parseShell(command))) return true;
  return evidence.tests.some((run) => run.action === action && (run.step === step || run.step === step + 1));
}

export function evenOut(command: string): string {
  return command.replace(/\s+/g, " ").trim();
}

/** "after its last edit (step 35)", or what there is to say when nothing was edited. */
export function describeLastEdit(evidence: Evidence): string {
  return evidence.lastEditStep === null
    ? "with no edit seen"
    : `after its last edit (step ${evidence.lastEditStep})`;
}
