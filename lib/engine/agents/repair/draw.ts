// The order in which mutations are tried: at random, the likely ones first.
import type { Mutation } from "@/lib/engine/agents/repair/mutation";
import type { Traits } from "@/lib/engine/agents/repair/traits";
import type { Random } from "@/lib/engine/random";

/** What every line has at least, when a failing test runs it: coverage is no proof. */
const LEAST_SUSPICION = 0.05;

/** What is known of changes so far: keys to factors of their weight; 0 leaves them out. */
export type Standing = ReadonlyMap<string, number>;

/**
 * Some mutations in the order drawn, none twice; fewer than `count` when no more are left.
 * @param suspicion of each line that a failing test runs
 */
export function drawMutations(
  mutations: readonly Mutation[],
  count: number,
  suspicion: ReadonlyMap<string, ReadonlyMap<number, number>>,
  standing: Standing,
  { taste, focus }: Pick<Traits, "taste" | "focus">,
  random: Random,
): Mutation[] {
  const open = mutations
    .map((mutation) => {
      const suspect = suspicion.get(mutation.path)?.get(mutation.line) ?? 0;
      const known = standing.get(mutation.key) ?? 1;
      const liking = mutation.prior * (taste.get(mutation.family) ?? 1);
      return { mutation, weight: suspect === 0 ? 0 : liking * known * (LEAST_SUSPICION + suspect ** focus) };
    })
    .filter(({ weight }) => weight > 0);
  const drawn: Mutation[] = [];
  while (drawn.length < count && open.length > 0) {
    const [taken] = open.splice(drawIndex(open, random), 1);
    if (taken && !drawn.some(({ key }) => key === taken.mutation.key)) drawn.push(taken.mutation);
  }
  return drawn;
}

function drawIndex(open: readonly { weight: number }[], random: Random): number {
  let ticket = random.float() * open.reduce((sum, { weight }) => sum + weight, 0);
  for (const [index, { weight }] of open.entries()) {
    ticket -= weight;
    if (ticket <= 0) return index;
  }
  return open.length - 1;
}
