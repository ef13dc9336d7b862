import { planGroupSizes } from "@/lib/domain/group-sizes";
import type { TournamentSettings } from "@/lib/domain/tournament";

/**
 * How many groups of two or more a tournament plays until K candidates are left (paper, section 2.3); byes need
 * no vote and are not counted. Times V it bounds the votes: 16 candidates in pairs take 15 groups, 120 votes.
 * Curtailment spares some of them; extra votes for ties come out of those that are spared.
 */
export function countMatches(
  candidates: number,
  { groupSize, keep }: Pick<TournamentSettings, "groupSize" | "keep">,
): number {
  let [left, matches] = [candidates, 0];
  while (left > keep) {
    const sizes = planGroupSizes(left, groupSize, keep);
    matches += sizes.filter((size) => size > 1).length;
    left = sizes.length;
  }
  return matches;
}
