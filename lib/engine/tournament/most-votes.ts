import { planGroupSizes } from "@/lib/engine/tournament/draw";

/**
 * The votes of a whole tournament at most: V for each group of two or more (paper, section 2.3). Curtailment spares
 * some; extra votes for ties come out of those that are spared.
 */
export function countMostVotes(
  population: number,
  { groupSize, votes, keep }: { groupSize: number; votes: number; keep: number },
): number {
  let [left, groups] = [population, 0];
  while (left > keep) {
    const sizes = planGroupSizes(left, groupSize, keep);
    groups += sizes.filter((size) => size > 1).length;
    left = sizes.length;
  }
  return groups * votes;
}
