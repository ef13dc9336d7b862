// Was something done in the final state? A check before the last edit does not prove it, nor does one of a change that
// was taken back afterwards.
import type { EditEvidence, Evidence } from "@/lib/domain/evidence";

/** True for an edit that happened and was not taken back. */
export function isLasting(edit: EditEvidence): boolean {
  return edit.applied !== false && edit.kind !== "revert" && edit.undone === null;
}

/**
 * True when the step stands after the last edit or in its step (agents edit and then test) with no change in force
 * that was taken back later, or when nothing was edited; null when there is a patch whose last edit was not recognised.
 * @param action position in the step's actions, where it is known: a step may try, test and take back
 */
export function isAfterLastEdit(
  evidence: Pick<Evidence, "lastEditStep" | "patch" | "edits">,
  step: number,
  action: number | null = null,
): boolean | null {
  if (evidence.edits.some((edit) => sawTry(edit, step, action))) return false;
  if (evidence.lastEditStep !== null) return step >= evidence.lastEditStep;
  return evidence.patch === null || evidence.patch.files.length === 0 ? true : null;
}

/** True when an edit that was taken back later was in force at that place. */
export function sawTry(edit: EditEvidence, step: number, action: number | null): boolean {
  if (edit.undone === null || edit.step > step || edit.undone < step) return false;
  if (edit.undone > step) return edit.step < step || action === null || edit.action <= action;
  // Taken back in this very step: before or after the place at hand, in the order of the actions. One action that
  // tries, tests and takes back has tested the try.
  if (action === null || edit.undoneAction === null) return false;
  return (
    edit.undoneAction > action ||
    (edit.step === step && edit.undoneAction === action && edit.action === action)
  );
}
