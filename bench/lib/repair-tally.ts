// Rollouts of one task, counted: what became of them, how many steps they took.

/** What is measured of one rollout. */
export interface Tried {
  /** What the hidden tests said; null when they did not come to a result. */
  resolved: boolean | null;
  exitStatus: string;
  /** Agent steps. */
  steps: number;
  wallSeconds: number;
}

export interface Tally {
  rollouts: number;
  resolved: number;
  /** Submitted as done, and not resolved. */
  overfit: number;
  gaveUp: number;
  unknown: number;
  meanSteps: number;
  /** Of the resolved ones; null when there is none. */
  meanStepsResolved: number | null;
  meanWallSeconds: number;
}

export function tally(rollouts: readonly Tried[]): Tally {
  const count = (is: (one: Tried) => boolean) => rollouts.filter(is).length;
  const resolved = rollouts.filter((one) => one.resolved === true);
  return {
    rollouts: rollouts.length,
    resolved: resolved.length,
    overfit: count((one) => one.resolved === false && one.exitStatus === "submitted"),
    gaveUp: count((one) => one.resolved === false && one.exitStatus !== "submitted"),
    unknown: count((one) => one.resolved === null),
    meanSteps: mean(rollouts.map(({ steps }) => steps)) ?? 0,
    meanStepsResolved: mean(resolved.map(({ steps }) => steps)),
    meanWallSeconds: mean(rollouts.map(({ wallSeconds }) => wallSeconds)) ?? 0,
  };
}

/** Null without numbers. */
export function mean(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

const COLUMNS = [
  "rollouts",
  "resolved",
  "overfit",
  "gave up",
  "unknown",
  "steps",
  "if resolved",
  "cpu s",
  "wall s",
];

/** The head of the table. */
export function titleRow(): string {
  return row("task", COLUMNS);
}

/** One line of the table. @param cpuSeconds a rollout, all included */
export function formatRow(name: string, counted: Tally, cpuSeconds: number): string {
  const share = `${String(counted.resolved)} (${((100 * counted.resolved) / counted.rollouts).toFixed(0)} %)`;
  return row(name, [
    String(counted.rollouts),
    share,
    String(counted.overfit),
    String(counted.gaveUp),
    String(counted.unknown),
    counted.meanSteps.toFixed(1),
    counted.meanStepsResolved?.toFixed(1) ?? "–",
    cpuSeconds.toFixed(2),
    counted.meanWallSeconds.toFixed(1),
  ]);
}

function row(first: string, cells: readonly string[]): string {
  return [first.padEnd(26), ...cells.map((cell) => cell.padStart(11))].join(" ");
}
