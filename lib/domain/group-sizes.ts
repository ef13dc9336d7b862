/**
 * The sizes of a round's groups, in playing order (paper, section 2.3 step 3). A full round has groups of G with the
 * last one smaller. When that would leave fewer than `keep`, only as many groups play as are needed to stop exactly
 * at `keep`; the others are byes (groups of one).
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
