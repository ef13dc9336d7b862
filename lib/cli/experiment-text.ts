// An experiment as a person reads it in a terminal.
import { count, formatTable, onOneLine } from "@/lib/cli/output";
import type { VerdictNotes } from "@/lib/cli/verdict-notes";
import { reportExperiment } from "@/lib/domain/experiment-report";
import type { AttemptView, ExperimentView, RunView } from "@/lib/domain/experiment-views";
import { describeOutcome } from "@/lib/domain/outcome";
import { climbStaircase, type Share } from "@/lib/domain/staircase";

/**
 * The champions, the staircase and the steps, and which rollouts have failed or have no verdict.
 * @param verdictNotes why verdicts are unknown; without them it is only said how many are
 */
export function formatExperiment(view: ExperimentView, verdictNotes: VerdictNotes): string {
  const report = reportExperiment(view);
  const champions = formatTable(
    ["task", "champion", "verdict", "rollout"],
    view.runs.map((run) => [
      run.task.title,
      run.championNumber === null ? null : `r${run.championNumber}`,
      run.champion === null ? (run.error ?? run.status) : describeOutcome(run.championResolved).label,
      run.champion,
    ]),
  );
  const shares = climbStaircase(view.runs);
  const staircase = formatTable(
    ["resolved", "share", "tasks"],
    [
      ["mean of iteration 0", ...cells(shares.mean0)],
      ["mean of the selected K", ...cells(shares.selectedK)],
      ["mean of iteration 1", ...cells(shares.mean1)],
      ["champions", ...cells(shares.final)],
      ["pass@N of iteration 0", ...cells(shares.passAtN)],
    ],
  );
  const steps = formatTable(
    ["mean steps", "all", "resolved", "unresolved"],
    Object.entries(report.steps).map(([name, { all, resolved, unresolved }]) => [
      name.replace("iteration", "iteration "),
      round(all),
      round(resolved),
      round(unresolved),
    ]),
  );
  const troubles = view.runs.flatMap((run) => tellTroubles(run, verdictNotes));
  const notes = [...troubles, view.note, view.error]
    .filter((note) => note !== null)
    .map((note) => `${onOneLine(note)}\n`);
  const end = `${report.votes} votes, ${report.wallSeconds} s. Experiment ${view.id}.\n`;
  return `${champions}\n${staircase}\n${steps}\n${notes.join("")}${end}`;
}

function cells({ value, tasks }: Share): [string | null, number] {
  return [value === null ? null : `${(value * 100).toFixed(1)} %`, tasks];
}

function round(value: number | null): string | null {
  return value === null ? null : value.toFixed(1);
}

/** How many of a task's rollouts have no verdict or have failed, and why most of those. */
function tellTroubles(run: RunView, notes: VerdictNotes): string[] {
  const places = run.iterations.flatMap(({ attempts }) => attempts);
  const unknown = places.filter(({ rolloutId, resolved }) => rolloutId !== null && resolved === null);
  const failed = places.filter(({ status }) => status === "failed");
  const troubles = [
    { what: "no verdict", reasons: unknown.map((attempt) => whyUnknown(run, attempt, notes)) },
    { what: "failed", reasons: failed.map(({ error }) => error) },
  ];
  return troubles
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ what, reasons }) => {
      const some = `${reasons.length} of ${count(places.length, "rollout")}`;
      const verb = reasons.length === 1 ? "has" : "have";
      return `${run.task.title}: ${some} ${verb} ${what}${tellMostFrequent(reasons)}`;
    });
}

function whyUnknown({ source }: RunView, { rolloutId }: AttemptView, notes: VerdictNotes): string | null {
  const isPlain = "path" in source && source.prompt !== undefined;
  return notes.get(rolloutId ?? "") ?? (isPlain ? "The task has no hidden tests." : null);
}

/** The end of a sentence: "." when no reason is known, else the most frequent one, the first among equals. */
function tellMostFrequent(reasons: readonly (string | null)[]): string {
  const known = Map.groupBy(
    reasons.filter((reason) => reason !== null),
    (reason) => reason,
  );
  const [most] = [...known].sort(([, one], [, other]) => other.length - one.length);
  if (most === undefined) return ".";
  const [reason, { length }] = most;
  const share = length === reasons.length ? "" : `, ${length} of them because`;
  return `${share}: ${onOneLine(reason)}`;
}
