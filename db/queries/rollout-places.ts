// Where a rollout stands in the experiments it takes part in.
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attempts, experiments, refinementContexts, rollouts, runs } from "@/db/schema";
import type { NamedRollout, RolloutPlace } from "@/lib/domain/experiment-views";

/** The places of a rollout, the oldest experiment first; none when it was imported and never took part in one. */
export function listRolloutPlaces(db: Db, rolloutId: string): RolloutPlace[] {
  const places = db
    .select({
      experimentId: experiments.id,
      experimentTitle: experiments.title,
      runId: runs.id,
      position: runs.position,
      champion: runs.champion,
      iteration: attempts.iteration,
      index: attempts.index,
      contextId: attempts.contextId,
    })
    .from(attempts)
    .innerJoin(runs, eq(runs.id, attempts.runId))
    .innerJoin(experiments, eq(experiments.id, runs.experimentId))
    .where(eq(attempts.rolloutId, rolloutId))
    .orderBy(asc(experiments.createdAt), asc(attempts.iteration), asc(attempts.index))
    .all();
  return places.map(({ runId, champion, ...place }) => ({
    ...place,
    isChampion: champion === rolloutId,
    parents: place.contextId === null ? [] : listParents(db, place.contextId),
    children: listChildren(db, runId, place.iteration, rolloutId),
  }));
}

function listParents(db: Db, contextId: string): NamedRollout[] {
  const context = db
    .select({ parents: refinementContexts.parents })
    .from(refinementContexts)
    .where(eq(refinementContexts.id, contextId))
    .get();
  const ids = context?.parents ?? [];
  const rows = db
    .select({ rolloutId: rollouts.id, number: rollouts.number })
    .from(rollouts)
    .where(inArray(rollouts.id, ids))
    .all();
  return ids.flatMap((id) => rows.find((row) => row.rolloutId === id) ?? []);
}

function listChildren(db: Db, runId: string, iteration: number, rolloutId: string): NamedRollout[] {
  const given = db
    .select({ id: refinementContexts.id, parents: refinementContexts.parents })
    .from(refinementContexts)
    .where(and(eq(refinementContexts.runId, runId), eq(refinementContexts.iteration, iteration + 1)))
    .all()
    .filter(({ parents }) => parents.includes(rolloutId));
  return db
    .select({ number: attempts.number, rolloutId: attempts.rolloutId })
    .from(attempts)
    .where(
      and(
        eq(attempts.runId, runId),
        inArray(
          attempts.contextId,
          given.map((context) => context.id),
        ),
      ),
    )
    .orderBy(asc(attempts.index))
    .all();
}
