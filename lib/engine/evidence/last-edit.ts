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
 */
export function isAfterLastEdit(
  evidence: Pick<Evidence, "lastEditStep" | "patch" | "edits">,
  step: number,
): boolean | null {
  if (evidence.edits.some((edit) => edit.undone !== null && edit.step <= step && edit.undone > step))
    return false;
  if (evidence.lastEditStep !== null) return step >= evidence.lastEditStep;
  return evidence.patch === null || evidence.patch.files.length === 0 ? true : null;
}
