// An experiment as a person reads it in a terminal.
import { formatTable, onOneLine } from "@/lib/cli/output";
import { reportExperiment } from "@/lib/domain/experiment-report";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { describeOutcome } from "@/lib/domain/outcome";
import { climbStaircase, type Share } from "@/lib/domain/staircase";

/** The champions, the staircase and the steps. */
export function formatExperiment(view: ExperimentView): string {
  const report = reportExperiment(view);
  const champions = formatTable(
    ["task", "champion", "verdict"],
    view.runs.map((run) => [
      run.task.title,
      run.championNumber === null ? null : `r${run.championNumber}`,
      run.champion === null ? (run.error ?? run.status) : describeOutcome(run.championResolved).label,
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
  const notes = [view.note, view.error].filter((note) => note !== null).map((note) => `${onOneLine(note)}\n`);
  const end = `${report.votes} votes, ${report.wallSeconds} s. Experiment ${view.id}.\n`;
  return `${champions}\n${staircase}\n${steps}\n${notes.join("")}${end}`;
}

function cells({ value, tasks }: Share): [string | null, number] {
  return [value === null ? null : `${(value * 100).toFixed(1)} %`, tasks];
}

function round(value: number | null): string | null {
  return value === null ? null : value.toFixed(1);
}
