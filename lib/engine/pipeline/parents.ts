// Whose summaries a refined rollout is given (paper, section 2.4, with the defaults of section 2.7).
import type { ExperimentSettings } from "@/lib/domain/experiment";
import type { Candidate } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";

/** What is left of an iteration when the next one begins. */
export interface Predecessors {
  /** By position in their iteration; null where an attempt came to nothing. */
  population: readonly (Candidate | null)[];
  /** The winners of the tournament, where one was played. */
  survivors: readonly Candidate[];
}

/**
 * The parents of the rollout at `index`, in the order shown; none when its own predecessor is wanted and missing.
 * Random-K draws without replacement, its own predecessor not excluded; select-K gives all rollouts the same
 * survivors. The order is drawn anew for each rollout.
 */
export function drawParents(
  { variant, keep }: Pick<ExperimentSettings, "variant" | "keep">,
  { population, survivors }: Predecessors,
  index: number,
  seed: string,
): Candidate[] {
  const random = createRandom(`${seed}/parents`);
  switch (variant) {
    case "none":
      return [];
    case "single": {
      const own = population[index] ?? null;
      return own === null ? [] : [own];
    }
    case "random-k":
      return random.shuffle(population.filter((candidate) => candidate !== null)).slice(0, keep);
    case "select-k":
      return random.shuffle(survivors);
  }
}
