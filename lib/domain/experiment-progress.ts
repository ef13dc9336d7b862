// How far an experiment is, phase by phase: the rollouts and the tournaments of each iteration, over all runs.
import type { ExperimentSettings } from "@/lib/domain/experiment";
import type { AttemptView, ExperimentView, RunView } from "@/lib/domain/experiment-views";
import { countOf } from "@/lib/utils/format";

export interface Phase {
  iteration: number;
  kind: "rollouts" | "tournaments";
  done: number;
  total: number;
  /** What else there is to say: "2 running, 1 failed"; empty when nothing. */
  remark: string;
}

/** The phases in the order they are gone through. */
export function listPhases({ settings, runs }: Pick<ExperimentView, "settings" | "runs">): Phase[] {
  const iterations = Array.from({ length: settings.iterations }, (_, iteration) => iteration);
  return iterations.flatMap((iteration) => [
    countRollouts(runs, iteration),
    ...(hasTournament(settings, iteration) ? [countTournaments(runs, iteration)] : []),
  ]);
}

/** The last iteration's tournament gives the champion; those before are played where survivors are given on. */
export function hasTournament(
  { iterations, variant }: Pick<ExperimentSettings, "iterations" | "variant">,
  iteration: number,
): boolean {
  return iteration === iterations - 1 || variant === "select-k";
}

function countRollouts(runs: readonly RunView[], iteration: number): Phase {
  const attempts = runs.flatMap((run) => iterationOf(run, iteration)?.attempts ?? []);
  const count = (wanted: AttemptView["status"]) => attempts.filter(({ status }) => status === wanted).length;
  return {
    iteration,
    kind: "rollouts",
    done: attempts.filter(({ rolloutId }) => rolloutId !== null).length,
    total: attempts.length,
    remark: listNonZero([
      [count("running"), "running"],
      [count("failed"), "failed"],
      [count("cancelled"), "left out"],
    ]),
  };
}

function countTournaments(runs: readonly RunView[], iteration: number): Phase {
  const played = runs.flatMap((run) => iterationOf(run, iteration)?.tournament ?? []);
  const votes = played.reduce((sum, tournament) => sum + tournament.votes, 0);
  const running = played.filter(({ status }) => status === "running").length;
  return {
    iteration,
    kind: "tournaments",
    done: played.filter(({ status }) => status === "finished").length,
    total: runs.length,
    remark: [
      ...(running > 0 ? [`${running} running`] : []),
      ...(votes > 0 ? [`${countOf(votes, "vote")} cast`] : []),
    ].join(", "),
  };
}

function iterationOf(run: RunView, iteration: number) {
  return run.iterations.find((each) => each.iteration === iteration);
}

function listNonZero(counts: readonly (readonly [number, string])[]): string {
  return counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : [])).join(", ");
}

/** A rollout that is being made. */
export interface LiveAttempt {
  run: Pick<RunView, "id" | "position" | "task">;
  attempt: AttemptView;
}

/** The rollouts that are being made now, by run, iteration and place. */
export function listLive(runs: readonly RunView[]): LiveAttempt[] {
  return runs.flatMap((run) =>
    run.iterations
      .flatMap(({ attempts }) => attempts)
      .filter(({ status }) => status === "running")
      .map((attempt) => ({ run, attempt })),
  );
}
