// Where a tournament gets its votes: from the store if they are there, else from the judge, a few at a time.
import type { Vote } from "@/lib/domain/tournament";
import type {
  Candidate,
  Clock,
  Judge,
  VotedGroup,
  VoteKey,
  VoteRequest,
  VoteStore,
} from "@/lib/engine/ports";
import { castVote } from "@/lib/engine/tournament/cast-vote";
import { createLimit } from "@/lib/engine/tournament/limit";

export interface VotePorts {
  judge: Judge;
  votes: VoteStore;
  clock: Clock;
  /** Judge calls at a time, over the whole tournament. */
  concurrency: number;
}

/** The vote for a key, stored or newly cast. */
export type VoteDesk = (
  key: VoteKey,
  ballot: { candidates: readonly Candidate[]; seed: string; group: VotedGroup },
  signal: AbortSignal,
) => Promise<Vote>;

/**
 * The desk of one tournament. Its promises fail with the signal's reason when cancelled, with the store's error
 * when the store fails, and with a plain error when a stored vote belongs to another bracket.
 */
export function createVoteDesk(task: VoteRequest["task"], ports: VotePorts): VoteDesk {
  const limit = createLimit(ports.concurrency);
  return async (key, ballot, signal) => {
    signal.throwIfAborted();
    const request: VoteRequest = { task, ...ballot, signal };
    const vote = await ports.votes.once(key, () => limit(() => castVote(request, key.index, ports)));
    checkVote(key, vote, ballot.candidates);
    return vote;
  };
}

/** A store that was filled under other settings must not decide this bracket. */
function checkVote(key: VoteKey, vote: Vote, shown: readonly Candidate[]): void {
  const sameOrder =
    vote.order.length === shown.length &&
    shown.every((candidate, place) => candidate.id === vote.order[place]);
  if (sameOrder && (vote.choice === null || vote.order.includes(vote.choice))) return;
  throw new Error(
    `The stored vote ${key.index} of round ${key.round}, group ${key.position} belongs to another bracket: ` +
      `it was shown ${vote.order.join(", ")}, this one shows ${shown.map((candidate) => candidate.id).join(", ")}. ` +
      "Give each tournament its own votes, or start a new tournament.",
  );
}
