// A judge that knows a hidden truth and is right with a given chance: for tests, benchmarks and planning, and for
// checking theory (paper, section 6.1). Stateless: a vote follows from the seeds in its request.
import type { Candidate, Judge, VoteReply, VoteRequest } from "@/lib/engine/ports";
import { createRandom, type Random } from "@/lib/engine/random";

export interface SimulatedJudgeOptions {
  /** The hidden quality of a candidate; higher is better. */
  truth: (candidate: string) => number;
  /**
   * The chance, 0 to 1, that one vote picks a best candidate when a worse one stands beside it: the same in all
   * rounds, a list by round (its last holds for the rounds after), or a function of the round, from 0.
   */
  accuracy: number | readonly number[] | ((round: number) => number);
  /** The share of votes, 0 to 1, that pick whoever is shown first without looking. */
  firstBias?: number;
  /**
   * The share of votes that do not look for themselves but repeat the opinion of their match, right or wrong
   * together; 0 makes votes independent, 1 makes all votes of a match the same. Two votes of a match correlate
   * by the square of it. The accuracy of a single vote stays as given.
   */
  correlation?: number;
  /** The share of votes, 0 to 1, that name nobody. */
  abstention?: number;
}

/** Among equals it picks evenly; when it errs, it picks evenly among those that are not best. */
export function createSimulatedJudge(options: SimulatedJudgeOptions): Judge {
  return {
    id: "simulated",
    vote: async (request) => reply(choose(request, options)),
  };
}

function choose(request: VoteRequest, options: SimulatedJudgeOptions): number | null {
  const { candidates, seed, group } = request;
  const random = createRandom(seed);
  const happens = (share = 0) => share > 0 && random.float() < share;
  if (happens(options.abstention)) return null;
  if (happens(options.firstBias)) return 0;
  const accuracy = accuracyIn(group?.round ?? 0, options.accuracy);
  const shared = group && happens(options.correlation);
  const opinion = shared ? createRandom(`${group.seed}/opinion`) : random;
  const preferred = prefer(candidates, options.truth, accuracy, opinion);
  return candidates.findIndex((candidate) => candidate.id === preferred);
}

function accuracyIn(round: number, accuracy: SimulatedJudgeOptions["accuracy"]): number {
  if (typeof accuracy === "number") return accuracy;
  if (typeof accuracy === "function") return accuracy(round);
  return accuracy[Math.min(round, accuracy.length - 1)] ?? 0;
}

/** The id of the candidate picked; the order shown plays no part. */
function prefer(
  candidates: readonly Candidate[],
  truth: SimulatedJudgeOptions["truth"],
  accuracy: number,
  random: Random,
): string | undefined {
  const ids = candidates.map((candidate) => candidate.id).sort();
  const best = Math.max(...ids.map(truth));
  const good = ids.filter((id) => truth(id) === best);
  const bad = ids.filter((id) => truth(id) !== best);
  const right = bad.length === 0 || random.float() < accuracy;
  return random.shuffle(right ? good : bad)[0];
}

function reply(choice: number | null): VoteReply {
  return {
    choice,
    rationale: "Chosen by a simulated judge.",
    criteria: [],
    raw: null,
    costUsd: 0,
    inputTokens: 0,
    outputTokens: 0,
  };
}
