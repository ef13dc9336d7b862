// The staircase of an experiment as a list of stairs, whatever its iterations and variant are.
import type { ExperimentView } from "@/lib/domain/experiment-views";
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
  isFinal: boolean;
}

/** The shares on the way from the average rollout to the champions, in order. */
export function listStairs({ settings, runs }: Pick<ExperimentView, "settings" | "runs">): Stair[] {
  const iterations = Array.from({ length: settings.iterations }, (_, iteration) => iteration);
  const stairs = iterations.flatMap((iteration): Stair[] => [
    averaged(
      `mean-${iteration}`,
      `mean of iteration ${iteration}`,
      `The share of resolved rollouts in iteration ${iteration}, averaged over the tasks.`,
      meanResolved(runs, iteration),
    ),
    ...(iteration < settings.iterations - 1 && hasTournament(settings, iteration)
      ? [
          averaged(
            `selected-${iteration}`,
            `top ${settings.keep} of iteration ${iteration}`,
            `The same share among the ${settings.keep} that the tournament selected to be given on.`,
            meanSelected(runs, iteration),
          ),
        ]
      : []),
  ]);
  const { final } = climbStaircase(runs);
  return [
    ...stairs,
    {
      ...{ key: "final", label: "champions", share: final, interval: intervalOf(final), isFinal: true },
      meaning: "The share of tasks whose champion is resolved.",
    },
  ];
}

/** The most that selection among the rollouts of iteration 0 can reach. */
export function findCeiling({ runs }: Pick<ExperimentView, "runs">): Stair {
  const { passAtN } = climbStaircase(runs);
  return {
    ...{ key: "pass-at-n", label: "pass@N", share: passAtN, interval: intervalOf(passAtN), isFinal: false },
    meaning: "The share of tasks with at least one resolved rollout in iteration 0: the most that selection can reach.",
  };
}

function averaged(key: string, label: string, meaning: string, share: Share): Stair {
  return { key, label, meaning, share, interval: null, isFinal: false };
}

function intervalOf({ value, tasks }: Share): Interval | null {
  return value === null ? null : wilsonInterval(Math.round(value * tasks), tasks);
}

/** "41.7%"; "unknown" where rollouts are there without verdicts, "not yet" where none are. */
export function sayShare({ value }: Share, isMade: boolean): string {
  if (value !== null) return sayPercent(value);
  return isMade ? "unknown" : "not yet";
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
