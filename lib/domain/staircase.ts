// The figures of an experiment (paper, sections 3.1, 3.2 and 3.10): how the share of resolved rollouts climbs from
// the average rollout to the champion, under the ceiling of pass@N. Unknown verdicts are left out and counted.
import type { AttemptView, RunView } from "@/lib/domain/experiment-views";

/** Shares from 0 to 1, averaged over the tasks that have one; null when none has. */
export interface Staircase {
  /** The average rollout of iteration 0. */
  mean0: number | null;
  /** The average of the K that iteration 0's tournament selected. */
  selectedK: number | null;
  /** The average rollout of iteration 1. */
  mean1: number | null;
  /** The champions. */
  final: number | null;
  /** Tasks with at least one resolved rollout in iteration 0: the most that selection can reach. */
  passAtN: number | null;
}

/** A share with the number of tasks it is taken over. */
export interface Share {
  value: number | null;
  tasks: number;
}

export type StaircaseShares = Record<keyof Staircase, Share>;

/** The staircase with the number of tasks behind each of its shares. */
export function climbStaircase(runs: readonly RunView[]): StaircaseShares {
  return {
    mean0: meanResolved(runs, 0),
    selectedK: meanSelected(runs, 0),
    mean1: meanResolved(runs, 1),
    final: average(runs.map((run) => toShare(run.champion === null ? null : run.championResolved))),
    passAtN: average(runs.map((run) => passAtN(attemptsOf(run, 0)))),
  };
}

/** The average rollout of an iteration. */
export function meanResolved(runs: readonly RunView[], iteration: number): Share {
  return average(runs.map((run) => shareResolved(attemptsOf(run, iteration))));
}

/** The average of those that an iteration's tournament selected to be handed on. */
export function meanSelected(runs: readonly RunView[], iteration: number): Share {
  return average(runs.map((run) => shareResolved(selectedOf(run, iteration))));
}

/** Only the values. */
export function valuesOf(shares: StaircaseShares): Staircase {
  return {
    mean0: shares.mean0.value,
    selectedK: shares.selectedK.value,
    mean1: shares.mean1.value,
    final: shares.final.value,
    passAtN: shares.passAtN.value,
  };
}

/** Mean agent steps of an iteration's rollouts, all and by verdict; null where there are none. */
export interface StepMeans {
  all: number | null;
  resolved: number | null;
  unresolved: number | null;
}

/** Mean agent steps in one iteration, over the rollouts of all runs. */
export function meanSteps(runs: readonly RunView[], iteration: number): StepMeans {
  const made = runs.flatMap((run) => attemptsOf(run, iteration));
  const over = (attempts: readonly AttemptView[]) => mean(attempts.map((attempt) => attempt.steps));
  return {
    all: over(made),
    resolved: over(made.filter((attempt) => attempt.resolved === true)),
    unresolved: over(made.filter((attempt) => attempt.resolved === false)),
  };
}

/** The rollouts of an iteration that are there. */
function attemptsOf(run: RunView, iteration: number): AttemptView[] {
  const attempts = run.iterations.find((each) => each.iteration === iteration)?.attempts ?? [];
  return attempts.filter((attempt) => attempt.rolloutId !== null);
}

/** The survivors that were handed on; none when the iteration is the last. */
function selectedOf(run: RunView, iteration: number): AttemptView[] {
  if (run.iterations.length < iteration + 2) return [];
  const found = run.iterations.find((each) => each.iteration === iteration);
  const survivors = found?.tournament?.survivors ?? [];
  return attemptsOf(run, iteration).filter(
    ({ rolloutId }) => rolloutId !== null && survivors.includes(rolloutId),
  );
}

function shareResolved(attempts: readonly AttemptView[]): number | null {
  return mean(attempts.flatMap(({ resolved }) => toShare(resolved) ?? []));
}

function passAtN(attempts: readonly AttemptView[]): number | null {
  if (attempts.some((attempt) => attempt.resolved === true)) return 1;
  const known = attempts.filter((attempt) => attempt.resolved !== null);
  // One unknown rollout may be the one that resolves it.
  return known.length > 0 && known.length === attempts.length ? 0 : null;
}

function toShare(resolved: boolean | null): number | null {
  return resolved === null ? null : Number(resolved);
}

function average(values: readonly (number | null)[]): Share {
  const known = values.filter((value) => value !== null);
  return { value: mean(known), tasks: known.length };
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
