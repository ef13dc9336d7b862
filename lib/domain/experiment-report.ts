// An experiment in figures, as the command line prints it.
import type { ExperimentSettings } from "@/lib/domain/experiment";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { climbStaircase, meanSteps, valuesOf, type Staircase, type StepMeans } from "@/lib/domain/staircase";

export interface ExperimentReport {
  id: string;
  settings: ExperimentSettings;
  runs: { task: string; champion: string | null; resolved: boolean | null }[];
  staircase: Staircase;
  /** "iteration0", "iteration1", … */
  steps: Record<string, StepMeans>;
  /** Votes cast, over all tournaments. */
  votes: number;
  /** Time worked on it, over all resumptions. */
  wallSeconds: number;
}

/** The figures of an experiment as far as it has come. */
export function reportExperiment(view: ExperimentView): ExperimentReport {
  const { id, settings, runs } = view;
  const iterations = Array.from({ length: settings.iterations }, (_, iteration) => iteration);
  return {
    id,
    settings,
    runs: runs.map((run) => ({
      task: run.task.title,
      champion: run.champion,
      resolved: run.championResolved,
    })),
    staircase: valuesOf(climbStaircase(runs)),
    steps: Object.fromEntries(iterations.map((each) => [`iteration${each}`, meanSteps(runs, each)])),
    votes: runs
      .flatMap((run) => run.iterations)
      .reduce((sum, { tournament }) => sum + (tournament?.votes ?? 0), 0),
    wallSeconds: Math.round(view.workedMs / 100) / 10,
  };
}
