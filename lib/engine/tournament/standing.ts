// Counting votes: who leads, when voting may stop, and how many votes that spares.
// Everything here looks at votes by index, never by arrival (paper, section 6.4: curtailment, adaptive stopping).
import { tallyVotes, type TournamentSettings, type Vote } from "@/lib/domain/tournament";
import { probabilityOfLead } from "@/lib/engine/tournament/posterior";

export interface Standing {
  /** The candidates with most votes; all of them when nobody has one. */
  leaders: string[];
  /** Votes of a leader. */
  most: number;
  /** Votes by which the leader is ahead of the second; 0 when several lead. */
  lead: number;
  /** Votes that named a candidate; the others were abstentions. */
  valid: number;
}

/** What decides when a group's voting may stop. */
export type StopRules = Pick<TournamentSettings, "votes" | "curtail" | "adaptive" | "quorum">;

/** The standing after the given votes. `contenders`: at least two ids. */
export function readStanding(contenders: readonly string[], votes: readonly Vote[]): Standing {
  const { counts, abstained } = tallyVotes({ candidates: [...contenders], votes: [...votes] });
  const [most = 0, second = 0] = counts.map((count) => count.votes).sort((a, b) => b - a);
  const leaders = counts.filter((count) => count.votes === most).map((count) => count.candidate);
  return { leaders, most, lead: most - second, valid: votes.length - abstained };
}

/**
 * How many votes to cast at once: the fewest that could end the group's voting, so that no wave holds a vote which
 * voting one by one would have spared. 0 when voting has ended.
 */
export function planWave(contenders: readonly string[], votes: readonly Vote[], rules: StopRules): number {
  const remaining = rules.votes - votes.length;
  if (remaining <= 0 || findStop(contenders, votes, rules) !== null) return 0;
  const standing = readStanding(contenders, votes);
  for (let wave = 1; wave < remaining; wave += 1) {
    const best = lookAhead(standing, wave);
    if (mayStop(best, votes.length + wave, contenders.length, rules) !== null) return wave;
  }
  return remaining;
}

/** The standing after `wave` more votes that all go to the leader: no other outcome ends the voting sooner. */
function lookAhead({ leaders, most, lead, valid }: Standing, wave: number): Standing {
  return { leaders, most: most + wave, lead: lead + wave, valid: valid + wave };
}

type StopReason = "curtailed" | "adaptive";

/** Why the voting ended before all V votes were cast, as these rules have it; null when it did not. */
export function findStop(
  contenders: readonly string[],
  votes: readonly Vote[],
  rules: StopRules,
): StopReason | null {
  return mayStop(readStanding(contenders, votes), votes.length, contenders.length, rules);
}

function mayStop(standing: Standing, cast: number, turn: number, rules: StopRules): StopReason | null {
  if (standing.valid < rules.quorum || cast >= rules.votes) return null;
  if (rules.curtail && standing.lead > rules.votes - cast) return "curtailed";
  return rules.adaptive !== null && isSafe(standing, cast, turn, rules.adaptive) ? "adaptive" : null;
}

/**
 * Whether the leader is the better one with a probability above 1 − alpha. Read only after full turns, when every
 * contender was shown in every place equally often, so that a judge's liking for a place cannot end the voting.
 */
function isSafe({ most, lead }: Standing, cast: number, turn: number, alpha: number): boolean {
  return cast % turn === 0 && probabilityOfLead(most, most - lead) > 1 - alpha;
}

/**
 * The votes of V that voting could do without. Counted alike whether curtailment left them out (on) or they were
 * cast all the same (off), so that nothing which rests on it depends on that setting.
 */
export function countSpareVotes(
  contenders: readonly string[],
  votes: readonly Vote[],
  rules: StopRules,
): number {
  for (let cast = 1; cast < rules.votes && cast <= votes.length; cast += 1) {
    const stop = findStop(contenders, votes.slice(0, cast), { ...rules, curtail: true });
    if (stop !== null) return rules.votes - cast;
  }
  return 0;
}
