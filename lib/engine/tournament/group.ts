// One group of the bracket while it is voted on: who can win it, in which order they are shown, what was voted.
import type { TournamentSettings, Vote } from "@/lib/domain/tournament";
import type { Candidate } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";
import { invariant } from "@/lib/utils/invariant";

export interface OpenGroup {
  round: number;
  position: number;
  candidates: string[];
  /**
   * Those a judge may be asked about: the candidates with a result, if any has one; of several with the same patch
   * one, when identical patches are merged.
   */
  contenders: Candidate[];
  /** All candidates with a result have the same patch, and stand as one. */
  identical: boolean;
  /** Unique to this group of this tournament. */
  seed: string;
  /** Where the rotation of the shown order starts. */
  start: number;
  votes: Vote[];
}

/** A group before its first vote. `place.seed`: the tournament's. */
export function openGroup(
  place: { round: number; position: number; seed: string },
  candidates: readonly Candidate[],
  { mergeIdentical }: Pick<TournamentSettings, "mergeIdentical">,
): OpenGroup {
  const seed = `${place.seed}/round-${place.round}/group-${place.position}`;
  const withResult = candidates.filter((candidate) => candidate.hasResult);
  const contenders = mergeIdentical ? mergeByPatch(withResult, seed) : withResult;
  return {
    round: place.round,
    position: place.position,
    candidates: candidates.map((candidate) => candidate.id),
    contenders,
    identical: contenders.length === 1 && withResult.length > 1,
    seed,
    start: contenders.length > 1 ? createRandom(`${seed}/order`).integer(contenders.length) : 0,
    votes: [],
  };
}

/** One of each set with the same patch, by the seeded coin so that none is favoured; those without a patch stay. */
function mergeByPatch(candidates: readonly Candidate[], groupSeed: string): Candidate[] {
  const sets = Map.groupBy(candidates, ({ id, patchHash }) =>
    patchHash ? `patch ${patchHash}` : `id ${id}`,
  );
  return [...sets.values()].flatMap((same) => {
    const chosen = tossCoin(
      same.map((candidate) => candidate.id),
      `${groupSeed}/identical`,
    );
    return same.filter((candidate) => candidate.id === chosen);
  });
}

/**
 * The contenders in the order that vote `index` shows them: a rotation by one from vote to vote. In a match the
 * two orders alternate; in a larger group everyone stands in every place equally often (paper, section 2.7).
 */
export function showInOrder<T>(contenders: readonly T[], start: number, index: number): T[] {
  const shift = (start + index) % contenders.length;
  return [...contenders.slice(shift), ...contenders.slice(0, shift)];
}

/** The seeded coin: one of `level`, each equally likely. */
export function tossCoin(level: readonly string[], groupSeed: string): string {
  const winner = level[createRandom(`${groupSeed}/coin`).integer(level.length)];
  invariant(winner !== undefined, "a coin needs candidates to choose from");
  return winner;
}
