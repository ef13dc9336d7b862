// Questions a view asks of a bracket: who won it and by which way, how close it was, what it cost. Pure.
import {
  tallyVotes,
  type Decision,
  type TournamentGroup,
  type TournamentSettings,
} from "@/lib/domain/tournament";

/** A piece of a sentence, and what it is about when it can be opened. */
export interface BracketPhrase {
  text: string;
  link: BracketLink | null;
}

export type BracketLink =
  | { kind: "candidate"; candidate: string }
  | { kind: "group"; round: number; position: number }
  | { kind: "criterion"; round: number; position: number; criterion: string };

/** The bracket round by round, each round in bracket order, whatever order the groups come in. */
export function groupByRound(groups: readonly TournamentGroup[]): TournamentGroup[][] {
  const rounds: TournamentGroup[][] = [];
  const ordered = [...groups].sort((a, b) => a.round - b.round || a.position - b.position);
  for (const group of ordered) {
    const open = rounds.at(-1);
    if (open?.[0]?.round === group.round) open.push(group);
    else rounds.push([group]);
  }
  return rounds;
}

/** The winner of the last round when that round is a single, decided group; else null. */
export function findChampion(groups: readonly TournamentGroup[]): string | null {
  const last = groupByRound(groups).at(-1);
  return last?.length === 1 ? (last[0]?.winner ?? null) : null;
}

/** The groups a candidate won, first round first, byes included. */
export function listWins(groups: readonly TournamentGroup[], candidate: string): TournamentGroup[] {
  return groupByRound(groups)
    .flat()
    .filter((group) => group.winner === candidate);
}

/** The champion's way through the bracket, byes included; empty while there is no champion. */
export function traceChampion(groups: readonly TournamentGroup[]): TournamentGroup[] {
  const champion = findChampion(groups);
  return champion === null ? [] : listWins(groups, champion);
}

/** Votes of the winner and of the best of the others; null for a group undecided or decided without votes. */
export function scoreGroup(group: TournamentGroup): { winner: number; runnerUp: number } | null {
  if (group.winner === null || group.votes.length === 0) return null;
  const { counts } = tallyVotes(group);
  const own = counts.filter((count) => count.candidate === group.winner);
  const others = counts.filter((count) => count.candidate !== group.winner);
  return {
    winner: Math.max(0, ...own.map((count) => count.votes)),
    runnerUp: Math.max(0, ...others.map((count) => count.votes)),
  };
}

/** The winner's votes minus the runner-up's (0 after a coin); null where no votes decided. */
export function measureMargin(group: TournamentGroup): number | null {
  const score = scoreGroup(group);
  return score === null ? null : score.winner - score.runnerUp;
}

/**
 * The group with the smallest margin: relative to the votes cast, then, among level ones, the latest round and
 * the first in it. Null when no group was decided by votes.
 */
export function findClosestGroup(groups: readonly TournamentGroup[]): TournamentGroup | null {
  const voted = groups.flatMap((group) => {
    const margin = measureMargin(group);
    return margin === null ? [] : [{ group, closeness: margin / group.votes.length }];
  });
  voted.sort(
    (a, b) =>
      a.closeness - b.closeness || b.group.round - a.group.round || a.group.position - b.group.position,
  );
  return voted[0]?.group ?? null;
}

/**
 * Groups in which an unresolved candidate beat a resolved one. Unknown verdicts (null or absent) make no upset.
 */
export function findUpsets(
  groups: readonly TournamentGroup[],
  resolved: Readonly<Record<string, boolean | null>>,
): TournamentGroup[] {
  return groups.filter(
    (group) =>
      group.winner !== null &&
      resolved[group.winner] === false &&
      group.candidates.some((candidate) => resolved[candidate] === true),
  );
}

/**
 * Votes cast, and votes that curtailment left out: V minus those cast, over the groups it ended early.
 * `abstained` is part of `cast`.
 */
export function countVotes(
  groups: readonly TournamentGroup[],
  settings: Pick<TournamentSettings, "votes">,
): { cast: number; abstained: number; saved: number } {
  const sum = (count: (group: TournamentGroup) => number) =>
    groups.reduce((total, group) => total + count(group), 0);
  return {
    cast: sum((group) => group.votes.length),
    abstained: sum((group) => tallyVotes(group).abstained),
    saved: sum((group) => (group.decision === "curtailed" ? settings.votes - group.votes.length : 0)),
  };
}

/** How much a point of the checklist spoke for the winner: its weights summed over the votes for the winner. */
export interface DecidingCriterion {
  key: string;
  title: string;
  weight: number;
}

/** The points that favoured a group's winner, by summed weight (1 a vote where the judge gives none), most first. */
export function listDecidingCriteria(group: TournamentGroup): DecidingCriterion[] {
  const sums = new Map<string, DecidingCriterion>();
  const verdicts = group.votes
    .filter((vote) => vote.choice !== null && vote.choice === group.winner)
    .flatMap((vote) => vote.criteria.filter((verdict) => verdict.favours === group.winner));
  for (const { key, title, weight } of verdicts) {
    const known = sums.get(key) ?? { key, title, weight: 0 };
    sums.set(key, { ...known, weight: known.weight + (weight ?? 1) });
  }
  return [...sums.values()].sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
}

/**
 * Why the champion won, as phrases to be set in a row: "r7 won 4 matches (8–0, 6–2, 5–3, 8–0); closest: round 3
 * against r12 (5–3), decided by tests after the last edit and scope of the change." Empty without a champion.
 */
export function explainChampion(
  groups: readonly TournamentGroup[],
  settings: Pick<TournamentSettings, "groupSize">,
): BracketPhrase[] {
  const champion = findChampion(groups);
  if (champion === null) return [];
  const path = traceChampion(groups);
  const played = path.filter((group) => group.decision !== "bye");
  const byes = path.length - played.length;
  const noun = settings.groupSize === 2 ? "match" : "group";
  return [
    linkCandidate(champion),
    plain(` won ${countOf(played.length, noun)}`),
    ...(played.length > 0 ? [plain(" ("), ...joinPhrases(played.map(linkScore)), plain(")")] : []),
    ...(byes > 0 ? [plain(` and had ${countOf(byes, "bye")}`)] : []),
    ...explainClosest(played, champion),
    plain("."),
  ];
}

function explainClosest(played: readonly TournamentGroup[], champion: string): BracketPhrase[] {
  const closest = findClosestGroup(played);
  if (closest === null) return [];
  const { round, position } = closest;
  const rivals = closest.candidates.filter((candidate) => candidate !== champion).map(linkCandidate);
  const deciding = listDecidingCriteria(closest).slice(0, 2);
  const criteria = deciding.map(({ key, title }): BracketPhrase => {
    return { text: lower(title), link: { kind: "criterion", round, position, criterion: key } };
  });
  const several = played.length > 1;
  return [
    plain(several ? "; closest: " : ": "),
    { text: `round ${round + 1}`, link: { kind: "group", round, position } },
    plain(" against "),
    ...joinPhrases(rivals),
    ...(several ? [plain(` (${describeScore(closest)})`)] : []),
    ...(criteria.length > 0 ? [plain(", decided by "), ...joinPhrases(criteria, " and ")] : []),
  ];
}

/** A group's result in a word or two: "6–2", "4–4, coin", "no contest". */
export function describeScore(group: TournamentGroup): string {
  const score = scoreGroup(group);
  const figures = score ? `${score.winner}–${score.runnerUp}` : null;
  const remark = group.decision === null ? "being voted on" : decisionRemarks[group.decision];
  return [figures, remark].filter((part) => part !== null).join(", ");
}

const decisionRemarks: Record<Decision, string | null> = {
  bye: "bye",
  "no-contest": "no contest",
  identical: "same patch",
  votes: null,
  curtailed: null,
  adaptive: null,
  "extra-votes": "after extra votes",
  coin: "coin",
};

function linkScore(group: TournamentGroup): BracketPhrase {
  const { round, position } = group;
  return { text: describeScore(group), link: { kind: "group", round, position } };
}

function linkCandidate(candidate: string): BracketPhrase {
  return { text: candidate, link: { kind: "candidate", candidate } };
}

function joinPhrases(phrases: readonly BracketPhrase[], between = ", "): BracketPhrase[] {
  return phrases.flatMap((phrase, index) => (index === 0 ? [phrase] : [plain(between), phrase]));
}

function plain(text: string): BracketPhrase {
  return { text, link: null };
}

function countOf(count: number, noun: string): string {
  const plural = noun.endsWith("ch") ? `${noun}es` : `${noun}s`;
  return `${count} ${count === 1 ? noun : plural}`;
}

function lower(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
