// What is said of a match and of the votes as a whole. Pure.
import { findChampion } from "@/lib/domain/bracket";
import type { TournamentGroup, TournamentSettings, Vote } from "@/lib/domain/tournament";
import { countOf } from "@/lib/utils/format";

/** "match" for groups of two, else "group". */
export function nounOf({ groupSize }: Pick<TournamentSettings, "groupSize">): "match" | "group" {
  return groupSize === 2 ? "match" : "group";
}

/** "round 2, match 1", counted from 1. */
export function titleOf(group: TournamentGroup, settings: Pick<TournamentSettings, "groupSize">): string {
  return `round ${group.round + 1}, ${nounOf(settings)} ${group.position + 1}`;
}

/** How a group was decided, in a sentence without its full stop. */
export function describeDecision(
  group: TournamentGroup,
  settings: Pick<TournamentSettings, "votes">,
  unfinished: boolean,
): string {
  const cast = group.votes.length;
  const extra = Math.max(0, cast - settings.votes);
  switch (group.decision) {
    case null:
      return `${unfinished ? "being voted on" : "left undecided"}: ${cast} of ${settings.votes} votes cast`;
    case "bye":
      return "went up without a vote: alone in its group (bye)";
    case "no-contest":
      return "no contest: only the winner had a result to judge";
    case "identical":
      return "no vote needed: all who had a result had the same patch, one was drawn by seed";
    case "votes":
      return `decided by ${countOf(cast, "vote")}`;
    case "curtailed":
      return `decided after ${cast} of ${settings.votes} votes: the other ${settings.votes - cast} could not change the winner`;
    case "adaptive":
      return `decided after ${cast} of ${settings.votes} votes: the leader was safely ahead`;
    case "extra-votes":
      return `level after ${countOf(settings.votes, "vote")}, decided by ${countOf(extra, "extra vote")}`;
    case "coin":
      return describeCoin(group);
  }
}

function describeCoin({ votes, tie }: TournamentGroup): string {
  if (votes.length === 0) return "nobody had a result to judge, decided by a seeded coin";
  if (tie) return `level after ${countOf(votes.length, "vote")}, decided by a seeded coin`;
  return `too few of ${countOf(votes.length, "vote")} named anybody, decided by a seeded coin`;
}

/** Votes that picked the candidate shown first, of those that picked one of several; null without such votes. */
export function checkPosition(
  groups: readonly TournamentGroup[],
): { first: number; votes: number; expected: number } | null {
  const votes = groups
    .flatMap((group) => group.votes)
    .filter(({ choice, order }) => choice !== null && order.length > 1);
  if (votes.length === 0) return null;
  const expected = votes.reduce((sum, { order }) => sum + 1 / order.length, 0) / votes.length;
  return {
    first: votes.filter(({ choice, order }) => choice === order[0]).length,
    votes: votes.length,
    expected,
  };
}

/** How many candidates enter each round and how many groups play it, from the settings alone. */
export function planRounds(
  population: number,
  { groupSize, keep }: Pick<TournamentSettings, "groupSize" | "keep">,
): { entering: number; groups: number }[] {
  const rounds: { entering: number; groups: number }[] = [];
  for (let left = population; left > keep;) {
    const groups = Math.max(keep, Math.ceil(left / groupSize));
    rounds.push({ entering: left, groups });
    left = groups;
  }
  return rounds;
}

/** The group shown when the URL names none: the champion's last, else the first that has votes, else the first. */
export function pickDefaultGroup(groups: readonly TournamentGroup[]): TournamentGroup | null {
  if (findChampion(groups) !== null) return groups.findLast((group) => group.winner !== null) ?? null;
  return groups.find((group) => group.votes.length > 0) ?? groups[0] ?? null;
}

/** The vote shown: the one asked for; else the first for the winner that the criterion favoured; else for it. */
export function pickVote(
  group: TournamentGroup,
  index: number | null,
  criterion: string | null,
): Vote | null {
  const own = group.votes.filter((vote) => vote.choice !== null && vote.choice === group.winner);
  const favouring = own.find((vote) =>
    vote.criteria.some(({ key, favours }) => key === criterion && favours === group.winner),
  );
  const asked = group.votes.find((vote) => vote.index === index);
  return asked ?? favouring ?? own[0] ?? group.votes[0] ?? null;
}
