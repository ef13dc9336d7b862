// The draw of one round (paper, section 2.3 step 3; defaults of section 2.7): who meets whom.
import { planGroupSizes } from "@/lib/domain/group-sizes";
import type { TournamentSettings } from "@/lib/domain/tournament";
import { createRandom } from "@/lib/engine/random";

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
