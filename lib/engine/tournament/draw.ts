// The draw of one round (paper, section 2.3 step 3; defaults of section 2.7): who meets whom.
import type { TournamentSettings } from "@/lib/domain/tournament";
import { createRandom } from "@/lib/engine/random";

/**
 * The sizes of a round's groups, in playing order. A full round has groups of G with the last one smaller. When
 * that would leave fewer than `keep`, only as many groups play as are needed to stop exactly at `keep`; the
 * others are byes (groups of one).
 */
export function planGroupSizes(population: number, groupSize: number, keep: number): number[] {
  if (Math.ceil(population / groupSize) >= keep) return splitEvenly(population, groupSize);
  const eliminated = population - keep;
  const full = Math.floor(eliminated / (groupSize - 1));
  const rest = eliminated % (groupSize - 1);
  const playing = [...Array<number>(full).fill(groupSize), ...(rest > 0 ? [rest + 1] : [])];
  return [...playing, ...Array<number>(keep - playing.length).fill(1)];
}

function splitEvenly(population: number, groupSize: number): number[] {
  const full = Math.floor(population / groupSize);
  const rest = population % groupSize;
  return [...Array<number>(full).fill(groupSize), ...(rest > 0 ? [rest] : [])];
}

/**
 * The groups of one round. When shuffled, the population is put in canonical order (by id) first, so that the draw
 * follows from the seed and the set of ids, not from the order they arrive in. In the given order groups are
 * neighbours, and the seed plays no part (the paper to the letter).
 */
export function drawRound(
  population: readonly string[],
  settings: Pick<TournamentSettings, "groupSize" | "keep" | "order">,
  seed: string,
): string[][] {
  // plain toSorted compares code units: the same order under every locale
  const drawn = settings.order === "given" ? population : createRandom(seed).shuffle(population.toSorted());
  let taken = 0;
  return planGroupSizes(drawn.length, settings.groupSize, settings.keep).map((size) => {
    taken += size;
    return drawn.slice(taken - size, taken);
  });
}
