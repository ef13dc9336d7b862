// One group of the bracket while it is voted on: who can win it, in which order they are shown, what was voted.
import type { Vote } from "@/lib/domain/tournament";
import type { Candidate } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";
import { invariant } from "@/lib/utils/invariant";

export interface OpenGroup {
  round: number;
  position: number;
  candidates: string[];
  /** Those a judge may be asked about: the candidates with a result, if any has one; of identical ones, one. */
  contenders: Candidate[];
  /** Some candidates are stood for by another with the same patch. */
  merged: boolean;
  /** Unique to this group of this tournament. */
  seed: string;
  /** Where the rotation of the shown order starts. */
  start: number;
  votes: Vote[];
}

/** A group before its first vote. `seed`: the tournament's. */
export function openGroup(
  place: { round: number; position: number; seed: string },
  candidates: readonly Candidate[],
  settings: { mergeIdentical: boolean },
): OpenGroup {
  const seed = `${place.seed}/round-${place.round}/group-${place.position}`;
  const judged = candidates.filter((candidate) => candidate.hasResult);
  const contenders = settings.mergeIdentical ? mergeIdentical(judged, seed) : judged;
  return {
    round: place.round,
    position: place.position,
    candidates: candidates.map((candidate) => candidate.id),
    contenders,
    merged: contenders.length < judged.length,
    seed,
    start: contenders.length > 1 ? createRandom(`${seed}/order`).integer(contenders.length) : 0,
    votes: [],
  };
}

/** One candidate of each patch, drawn by seed, and all without a patch; in the order given. */
function mergeIdentical(candidates: readonly Candidate[], groupSeed: string): Candidate[] {
  const drawn = new Map<string, string>();
  for (const { id, patchHash } of createRandom(`${groupSeed}/identical`).shuffle(candidates)) {
    if (patchHash) drawn.set(patchHash, id);
  }
  return candidates.filter(({ id, patchHash }) => !patchHash || drawn.get(patchHash) === id);
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
