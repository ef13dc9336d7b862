// Experiments for tests, written by the queries that a worker uses: places that have a verdict are made, the others
// wait; an iteration that is made whole has given its first K on, or the champion, its first.
import type { Db } from "@/db/client";
import {
  getExperimentRow,
  insertExperiment,
  listAttempts,
  listRuns,
  openRunTournament,
  saveContext,
  updateAttempt,
  updateExperiment,
  updateRun,
} from "@/db/queries/experiments";
import { updateTournament } from "@/db/queries/tournaments";
import { tasks, type AttemptRow, type RunRow } from "@/db/schema";
import { saveTestRollout } from "@/db/testing/rollout";
import { paperSettings, type ExperimentSettings } from "@/lib/domain/experiment";
import type { RunStatus } from "@/lib/domain/status";
import { defaultTournamentSettings } from "@/lib/domain/tournament";

/** How the rollouts of each iteration ended, by place; a place that is missing is not made. */
export type Verdicts = readonly (readonly (boolean | null)[])[];

export interface TestExperiment {
  id?: string;
  title?: string;
  settings?: Partial<ExperimentSettings>;
  status?: RunStatus;
  /** Verdicts by task id. */
  runs: Readonly<Record<string, Verdicts>>;
}

/** Saves an experiment as it would be after the given rollouts. @returns its id */
export function saveTestExperiment(db: Db, given: TestExperiment): string {
  const { id = "x1", title = "an experiment", status = "finished" } = given;
  const settings = { ...paperSettings, ...given.settings };
  for (const taskId of Object.keys(given.runs)) {
    db.insert(tasks)
      .values({ id: taskId, title: `title of ${taskId}`, createdAt: 0 })
      .onConflictDoNothing()
      .run();
  }
  insertExperiment(db, {
    ...{ id, title, settings, origin: "run", estimate: null },
    runs: Object.keys(given.runs).map((taskId) => ({
      taskId,
      source: { path: `/tasks/${taskId}` },
      checksum: null,
    })),
  });
  for (const run of listRuns(db, id)) carryOut(db, run, settings, given.runs[run.taskId] ?? []);
  updateExperiment(db, id, { status, sandbox: "bubblewrap", startedAt: 0, workedMs: 1000 });
  return id;
}

function carryOut(db: Db, run: RunRow, settings: ExperimentSettings, verdicts: Verdicts): void {
  let survivors: string[] = [];
  verdicts.forEach((ended, iteration) => {
    const places = listAttempts(db, run.id).filter((place) => place.iteration === iteration);
    const made = places.flatMap((place, index) => {
      const resolved = ended[index];
      if (survivors.length > 0) giveContext(db, run, place, survivors);
      return resolved === undefined ? [] : [makeRollout(db, run, place, resolved)];
    });
    const isLast = iteration === settings.iterations - 1;
    const isPlayed = made.length === settings.rollouts && (isLast || settings.variant === "select-k");
    if (isPlayed) survivors = play(db, run, { iteration, settings, made, keep: isLast ? 1 : settings.keep });
    if (isPlayed && isLast) updateRun(db, run, { status: "finished", champion: survivors[0] ?? null });
  });
}

function makeRollout(db: Db, run: RunRow, place: AttemptRow, resolved: boolean | null): string {
  const id = `${run.id}-${place.iteration}-${String(place.index).padStart(3, "0")}`;
  const importId = getExperimentRow(db, run.experimentId)?.importId;
  saveTestRollout(
    db,
    {
      id,
      taskId: run.taskId,
      importId,
      number: place.number,
      resolved,
      reward: resolved === null ? null : Number(resolved),
    },
    ["looks around", "edits", "submits"],
  );
  updateAttempt(db, run, place, { status: "finished", rolloutId: id });
  return id;
}

/** Each place is shown the same parents, in an order turned by its index. */
function giveContext(db: Db, run: RunRow, place: AttemptRow, survivors: readonly string[]): void {
  const turn = place.index % survivors.length;
  const parents = [...survivors.slice(turn), ...survivors.slice(0, turn)];
  const text = `Summaries of ${parents.join(", ")}`;
  saveContext(db, run, place, { id: `c-${run.id}-${place.iteration}-${turn}`, parents, text });
}

function play(
  db: Db,
  run: RunRow,
  input: { iteration: number; settings: ExperimentSettings; made: readonly string[]; keep: number },
): string[] {
  const { iteration, settings, made, keep } = input;
  const id = `${run.id}-${iteration}`;
  const { judge, groupSize, votes, seed, curtail } = settings;
  openRunTournament(db, run, {
    ...{ id, iteration, candidates: made },
    settings: { ...defaultTournamentSettings, judge, groupSize, votes, seed, curtail, keep },
  });
  const survivors = made.slice(0, keep);
  const champion = keep === 1 ? (survivors[0] ?? null) : null;
  updateTournament(db, id, { status: "finished", survivors, champion });
  return survivors;
}
