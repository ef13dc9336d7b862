// The staircase of an experiment as a list of stairs, whatever its iterations and variant are.
import type { ExperimentView, RunView } from "@/lib/domain/experiment-views";
import { hasTournament } from "@/lib/domain/experiment-progress";
import { wilsonInterval, type Interval } from "@/lib/domain/interval";
import { climbStaircase, meanResolved, meanSelected, type Share } from "@/lib/domain/staircase";

export interface Stair {
  key: string;
  /** Under the bar: "mean of iteration 0". */
  label: string;
  meaning: string;
  share: Share;
  /** Where the share counts tasks; null where it averages. */
  interval: Interval | null;
  /** What it is taken over has begun to be there: no value means unknown, not "not yet". */
  isBegun: boolean;
  isFinal: boolean;
}

/** The shares on the way from the average rollout to the champions, in order. */
export function listStairs({ settings, runs }: Pick<ExperimentView, "settings" | "runs">): Stair[] {
  const iterations = Array.from({ length: settings.iterations }, (_, iteration) => iteration);
  return [
    ...iterations.flatMap((iteration) => [
      meanOf(runs, iteration),
      ...(iteration < settings.iterations - 1 && hasTournament(settings, iteration)
        ? [selectedOf(runs, iteration, settings.keep)]
        : []),
    ]),
    finalOf(runs),
  ];
}

function meanOf(runs: readonly RunView[], iteration: number): Stair {
  return {
    key: `mean-${iteration}`,
    label: `mean of iteration ${iteration}`,
    meaning: `The share of resolved rollouts in iteration ${iteration}, averaged over the tasks.`,
    share: meanResolved(runs, iteration),
    interval: null,
    isBegun: isMade(runs, iteration),
    isFinal: false,
  };
}

function selectedOf(runs: readonly RunView[], iteration: number, keep: number): Stair {
  const isSelected = runs.some((run) =>
    run.iterations.some((each) => each.iteration === iteration && each.tournament?.survivors),
  );
  return {
    key: `selected-${iteration}`,
    label: `top ${keep} of iteration ${iteration}`,
    meaning: `The same share among the ${keep} that the tournament selected to be given on.`,
    share: meanSelected(runs, iteration),
    interval: null,
    isBegun: isSelected,
    isFinal: false,
  };
}

function finalOf(runs: readonly RunView[]): Stair {
  const { final } = climbStaircase(runs);
  return {
    key: "final",
    label: "champions",
    meaning: "The share of tasks whose champion is resolved.",
    share: final,
    interval: intervalOf(final),
    isBegun: runs.some((run) => run.champion !== null),
    isFinal: true,
  };
}

/** The most that selection among the rollouts of iteration 0 can reach. */
export function findCeiling({ runs }: Pick<ExperimentView, "runs">): Stair {
  const { passAtN } = climbStaircase(runs);
  return {
    key: "pass-at-n",
    label: "pass@N",
    meaning:
      "The share of tasks with at least one resolved rollout in iteration 0: the most that selection can reach.",
    share: passAtN,
    interval: intervalOf(passAtN),
    isBegun: isMade(runs, 0),
    isFinal: false,
  };
}

function isMade(runs: readonly RunView[], iteration: number): boolean {
  return runs.some((run) =>
    run.iterations.some(
      (each) => each.iteration === iteration && each.attempts.some((attempt) => attempt.rolloutId !== null),
    ),
  );
}

function intervalOf({ value, tasks }: Share): Interval | null {
  return value === null ? null : wilsonInterval(Math.round(value * tasks), tasks);
}

/** "41.7%"; "unknown" where rollouts are there without verdicts, "not yet" where none are. */
export function sayShare({ share: { value }, isBegun }: Pick<Stair, "share" | "isBegun">): string {
  if (value !== null) return sayPercent(value);
  return isBegun ? "unknown" : "not yet";
}

/** A share from 0 to 1 as a percentage with one decimal. */
export function sayPercent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** "23% to 77%", or a dash. */
export function sayInterval(interval: Interval | null): string {
  if (interval === null) return "–";
  return `${Math.round(interval.low * 100)}% to ${Math.round(interval.high * 100)}%`;
}
