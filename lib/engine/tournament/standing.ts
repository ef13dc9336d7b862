// Counting votes: who leads, how many votes may still matter, and how many curtailment spares.
// Everything here looks at votes by index, never by arrival (paper, section 6.4: curtailment, adaptive stopping).
import { tallyVotes, type Decision, type TournamentSettings, type Vote } from "@/lib/domain/tournament";

export interface Standing {
  /** The candidates with most votes; all of them when nobody has one. */
  leaders: string[];
  /** Votes of each leader. */
  most: number;
  /** Votes by which the leader is ahead of the second; 0 when several lead. */
  lead: number;
  /** Votes that name a candidate; the others are abstentions. */
  valid: number;
}

/** The standing after the given votes. `contenders`: at least two ids. */
export function readStanding(contenders: readonly string[], votes: readonly Vote[]): Standing {
  const { counts, abstained } = tallyVotes({ candidates: [...contenders], votes: [...votes] });
  const [most = 0, second = 0] = counts.map((count) => count.votes).sort((a, b) => b - a);
  const leaders = counts.filter((count) => count.votes === most).map((count) => count.candidate);
  return { leaders, most, lead: most - second, valid: votes.length - abstained };
}

/** What ends a group's voting early. Nothing does while fewer votes than the quorum are valid. */
export type StopRules = Pick<TournamentSettings, "votes" | "curtail" | "adaptive" | "quorum">;

/**
 * How many votes to cast at once: the fewest that could settle the group, so that no wave holds a vote which
 * voting one by one would have spared. 0 when the group is settled or all V votes are cast. Adaptive stopping is
 * asked only when each of `contenders` has stood in each place equally often, so that a pull of the place shown
 * does not look like a lead.
 */
export function planWave(standing: Standing, cast: number, rules: StopRules, contenders: number): number {
  const remaining = rules.votes - cast;
  const missing = Math.max(0, rules.quorum - standing.valid);
  if (rules.curtail && missing === 0 && standing.lead > remaining) return 0;
  const toSettle = Math.max(missing, Math.floor((remaining - standing.lead) / 2) + 1);
  const wave = rules.curtail ? Math.min(remaining, toSettle) : remaining;
  if (rules.adaptive === null) return wave;
  const sinceBalance = cast % contenders;
  const safe = missing === 0 && probabilityAhead(standing) > 1 - rules.adaptive;
  if (sinceBalance === 0 && safe) return 0;
  return Math.min(wave, contenders - sinceBalance);
}

/** By what a group with a leader was decided once `planWave` asks for no more votes. */
export function nameEnd(standing: Standing, cast: number, rules: StopRules): Decision {
  if (cast === rules.votes) return "votes";
  return rules.curtail && standing.lead > rules.votes - cast ? "curtailed" : "adaptive";
}

/**
 * The probability that the leader is preferred to the second, from their votes under a uniform prior: of p > ½
 * when p is Beta(1 + a, 1 + b), which is that of at most a heads in a + b + 1 tosses of a coin. In a group of more
 * than two the others are left out of account.
 */
export function probabilityAhead({ most, lead }: Pick<Standing, "most" | "lead">): number {
  const tosses = 2 * most - lead + 1;
  let ways = 1;
  let sum = 0;
  for (let heads = 0; heads <= most; heads += 1) {
    sum += ways;
    ways = (ways * (tosses - heads)) / (heads + 1);
  }
  return sum / 2 ** tosses;
}

/**
 * The votes of V that could not have changed the winner any more. Counted alike whether they were left out
 * (curtailment on) or cast all the same (off), so that nothing which rests on it depends on that setting.
 */
export function countSpareVotes(
  contenders: readonly string[],
  votes: readonly Vote[],
  rules: Pick<StopRules, "votes" | "quorum">,
): number {
  for (let cast = 1; cast <= Math.min(votes.length, rules.votes); cast += 1) {
    const { lead, valid } = readStanding(contenders, votes.slice(0, cast));
    if (valid >= rules.quorum && lead > rules.votes - cast) return rules.votes - cast;
  }
  return 0;
}
