// The order in which mutations are tried: at random, the likely ones first.
import { mutationKey } from "@/lib/engine/agents/repair/diff";
import type { Mutation } from "@/lib/engine/agents/repair/mutation";
import type { Traits } from "@/lib/engine/agents/repair/traits";
import type { Random } from "@/lib/engine/random";

/** What every line has at least, when a failing test runs it: coverage is no proof. */
const LEAST_SUSPICION = 0.05;

/**
 * The next mutation to try, or null when none is left.
 * @param sources files of the project as they are now
 * @param suspicion of each line that a failing test runs
 * @param done keys of changes that need no (further) try
 */
export function drawMutation(
  mutations: readonly Mutation[],
  sources: ReadonlyMap<string, string>,
  suspicion: ReadonlyMap<string, ReadonlyMap<number, number>>,
  done: ReadonlySet<string>,
  { taste, focus }: Traits,
  random: Random,
): Mutation | null {
  const left = mutations.filter(
    (mutation) => !done.has(mutationKey(sources.get(mutation.path) ?? "", mutation)),
  );
  const weights = left.map(({ path, line, family, prior }) => {
    const suspect = suspicion.get(path)?.get(line) ?? 0;
    return suspect === 0 ? 0 : prior * (taste.get(family) ?? 1) * (LEAST_SUSPICION + suspect ** focus);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return null;
  let ticket = random.float() * total;
  for (const [index, weight] of weights.entries()) {
    ticket -= weight;
    if (weight > 0 && ticket <= 0) return left[index] ?? null;
  }
  return left[weights.findLastIndex((weight) => weight > 0)] ?? null;
}
