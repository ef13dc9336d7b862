// How often a judge prefers the resolved rollout, over every pair of one resolved and one unresolved attempt at a same
// task; beside it, judges that look at one number only. A tie counts half: a coin would be right that often.
import { wilsonInterval } from "@/lib/domain/interval";
import type { VoteReply } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";

/** Pairs, and how many were judged right; ties count half. */
export interface Tally {
  pairs: number;
  correct: number;
  accuracy: number | null;
  /** 95 %, by Wilson. Pairs of one task are not independent, so the truth may lie outside more often. */
  interval: [number, number] | null;
}

export interface BaselineTally extends Tally {
  ties: number;
}

/** What the trivial judges look at. */
export interface Figures {
  steps: number;
  submitted: boolean;
  /** Lines changed; null when there is no patch. */
  patchLines: number | null;
  summaryLength: number;
}

export interface JudgedPair {
  task: string;
  resolved: Figures;
  unresolved: Figures;
  /** Votes for each, abstentions apart. */
  votes: { resolved: number; unresolved: number; abstained: number; slotOne: number };
}

export interface Calibration extends Tally {
  tasks: number;
  /** Votes that chose nobody. */
  abstained: number;
  baselines: Record<"fewestSteps" | "submitted" | "smallestPatch" | "longestSummary", BaselineTally>;
  /** By how many votes the winner was ahead; 0 is a tie. */
  byMargin: ({ margin: number } & Tally)[];
  /** Share of the votes cast that went to whoever was shown first; null without votes. */
  slotOneShare: number | null;
}

/** The figures over all pairs. */
export function calibrate(pairs: readonly JudgedPair[]): Calibration {
  const margins = [...new Set(pairs.map(marginOf))].toSorted((a, b) => b - a);
  const cast = sum(pairs.map(({ votes }) => votes.resolved + votes.unresolved));
  const compare = (prefer: (figures: Figures) => number | null) =>
    tallyBaseline(pairs.map(({ resolved, unresolved }) => preference(prefer(resolved), prefer(unresolved))));
  return {
    tasks: new Set(pairs.map(({ task }) => task)).size,
    ...tally(pairs.map(scoreOf)),
    abstained: sum(pairs.map(({ votes }) => votes.abstained)),
    baselines: {
      fewestSteps: compare(({ steps }) => -steps),
      submitted: compare(({ submitted }) => Number(submitted)),
      smallestPatch: compare(({ patchLines }) => (patchLines === null ? null : -patchLines)),
      longestSummary: compare(({ summaryLength }) => summaryLength),
    },
    byMargin: margins.map((margin) => ({
      margin,
      ...tally(pairs.filter((pair) => marginOf(pair) === margin).map(scoreOf)),
    })),
    slotOneShare: cast === 0 ? null : sum(pairs.map(({ votes }) => votes.slotOne)) / cast,
  };
}

function marginOf({ votes }: JudgedPair): number {
  return Math.abs(votes.resolved - votes.unresolved);
}

function scoreOf({ votes }: JudgedPair): number {
  return preference(votes.resolved, votes.unresolved);
}

/** 1 when the first is preferred, 0 when the second is, half for a tie; what is unknown loses to what is known. */
function preference(first: number | null, second: number | null): number {
  if (first === second) return 0.5;
  if (first === null || second === null) return first === null ? 0 : 1;
  return first > second ? 1 : 0;
}

function tallyBaseline(scores: readonly number[]): BaselineTally {
  return { ...tally(scores), ties: scores.filter((score) => score === 0.5).length };
}

function tally(scores: readonly number[]): Tally {
  const [pairs, correct] = [scores.length, sum(scores)];
  return {
    pairs,
    correct,
    accuracy: pairs === 0 ? null : correct / pairs,
    interval: toInterval(correct, pairs),
  };
}

/** Wilson's 95 % interval of a share; `correct` may hold halves. */
function toInterval(correct: number, pairs: number): [number, number] | null {
  const interval = wilsonInterval(correct, pairs);
  return interval === null ? null : [interval.low, interval.high];
}

/** Accuracy with each task counted once, however many pairs it has. */
export interface TaskAccuracy {
  tasks: number;
  mean: number;
  /** 95 %, by drawing tasks anew (bootstrap, percentiles); null for fewer than ten tasks, which tell too little. */
  interval: [number, number] | null;
}

const FEWEST_TASKS = 10;
const DRAWS = 2_000;

/** The mean of the tasks' accuracies. Pairs of one task share rollouts, tasks do not: this interval is an honest one. */
export function measureByTask(pairs: readonly JudgedPair[]): TaskAccuracy | null {
  const byTask = Map.groupBy(pairs, ({ task }) => task);
  const accuracies = [...byTask.values()].map((own) => mean(own.map(scoreOf)));
  if (accuracies.length === 0) return null;
  const random = createRandom("calibration/tasks");
  const draw = () => mean(accuracies.map(() => accuracies[random.integer(accuracies.length)] ?? 0));
  const means = Array.from({ length: DRAWS }, draw).sort((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (DRAWS - 1))] ?? 0;
  return {
    tasks: accuracies.length,
    mean: mean(accuracies),
    interval: accuracies.length < FEWEST_TASKS ? null : [at(0.025), at(0.975)],
  };
}

/** Votes for two candidates that were shown in each order in turn. `replies`: choice by place, with that place's order. */
export function countVotes(
  replies: readonly { choice: VoteReply["choice"]; resolvedFirst: boolean }[],
): JudgedPair["votes"] {
  const chose = (resolved: boolean) =>
    replies.filter(
      ({ choice, resolvedFirst }) => choice !== null && (choice === 0) === (resolvedFirst === resolved),
    ).length;
  return {
    resolved: chose(true),
    unresolved: chose(false),
    abstained: replies.filter(({ choice }) => choice === null).length,
    slotOne: replies.filter(({ choice }) => choice === 0).length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
