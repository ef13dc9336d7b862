import type { Db } from "@/db/client";
import { getVerification } from "@/db/queries/experiments";
import type { ExperimentView } from "@/lib/domain/experiment-views";

/** Why a verdict is unknown, in a sentence, by the rollout's id. */
export type VerdictNotes = ReadonlyMap<string, string>;

/** What the hidden tests' runs said of an experiment's rollouts that have no verdict. */
export function readVerdictNotes(db: Db, { runs }: Pick<ExperimentView, "runs">): VerdictNotes {
  const places = runs.flatMap((run) => run.iterations).flatMap(({ attempts }) => attempts);
  const notes = new Map<string, string>();
  for (const { rolloutId, resolved } of places) {
    if (rolloutId === null || resolved !== null) continue;
    const note = getVerification(db, rolloutId)?.note ?? null;
    if (note !== null) notes.set(rolloutId, note);
  }
  return notes;
}
