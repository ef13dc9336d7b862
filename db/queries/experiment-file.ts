// An experiment out of the database and into it, whole.
import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { appendEvent } from "@/db/queries/events";
import { getExperimentRow, getVerification, listAttempts, listRuns } from "@/db/queries/experiments";
import { listRolloutFiles } from "@/db/queries/rollouts";
import { getTask } from "@/db/queries/tasks";
import { listGroups } from "@/db/queries/tournaments";
import {
  attempts,
  experiments,
  refinementContexts,
  rollouts,
  runs,
  tournamentCandidates,
  tournamentGroups,
  tournaments,
  verifications,
  votes,
  type RunRow,
} from "@/db/schema";
import type { ExperimentFile } from "@/lib/domain/experiment-file";
import { isUnfinished, type RunStatus } from "@/lib/domain/status";

type FileRun = ExperimentFile["runs"][number];

/** What the file of an experiment holds, but for the command; undefined when there is no such experiment. */
export function readExperimentFile(db: Db, id: string): Omit<ExperimentFile, "command"> | undefined {
  const row = getExperimentRow(db, id);
  if (row === undefined) return undefined;
  const list = listRuns(db, id).map((run) => readRun(db, run));
  const made = list.flatMap((run) => run.attempts.flatMap(({ rollout }) => rollout ?? []));
  return {
    format: "playoff-experiment",
    version: 1,
    id,
    title: row.title,
    settings: row.settings,
    sandbox: row.sandbox,
    status: row.status,
    note: row.note,
    error: row.error,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    workedMs: row.workedMs,
    rollouts: made.map((rollout) => ({
      id: rollout,
      log: logOf(db, rollout),
      verification: verificationOf(db, rollout),
    })),
    runs: list,
  };
}

function logOf(db: Db, rollout: string): string {
  return listRolloutFiles(db, rollout).find(({ role }) => role === "log")?.path ?? "";
}

function verificationOf(db: Db, rollout: string) {
  const row = getVerification(db, rollout);
  if (row === undefined) return null;
  const { rolloutId: _id, ...verification } = row;
  return verification;
}

function readRun(db: Db, run: RunRow): FileRun {
  const { taskId, experimentId: _experiment, ...row } = run;
  return {
    ...row,
    task: getTask(db, taskId)?.instanceId ?? taskId,
    attempts: listAttempts(db, run.id).map((attempt) => ({
      iteration: attempt.iteration,
      index: attempt.index,
      status: attempt.status,
      rollout: attempt.rolloutId,
      context: attempt.contextId,
      error: attempt.error,
      startedAt: attempt.startedAt,
      finishedAt: attempt.finishedAt,
    })),
    contexts: db
      .select({
        id: refinementContexts.id,
        iteration: refinementContexts.iteration,
        parents: refinementContexts.parents,
        text: refinementContexts.text,
      })
      .from(refinementContexts)
      .where(eq(refinementContexts.runId, run.id))
      .orderBy(asc(refinementContexts.iteration), asc(refinementContexts.id))
      .all(),
    tournaments: readTournaments(db, run.id),
  };
}

function readTournaments(db: Db, runId: string): FileRun["tournaments"] {
  const rows = db
    .select()
    .from(tournaments)
    .where(eq(tournaments.runId, runId))
    .orderBy(asc(tournaments.iteration))
    .all();
  return rows.map((row) => ({
    id: row.id,
    iteration: row.iteration ?? 0,
    settings: row.settings,
    status: row.status,
    champion: row.champion,
    survivors: row.survivors,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
    candidates: db
      .select({ id: tournamentCandidates.rolloutId })
      .from(tournamentCandidates)
      .where(eq(tournamentCandidates.tournamentId, row.id))
      .orderBy(asc(tournamentCandidates.rolloutId))
      .all()
      .map(({ id }) => id),
    groups: listGroups(db, row.id),
  }));
}

/** Where the rollouts of an experiment file are now. */
export interface ExperimentPlacement {
  importId: string;
  /** The summary that is judged, by rollout. */
  summaryOf(rolloutId: string): string | null;
}

/**
 * Writes an experiment that came as a file; its rollouts are there already, under the ids that the file uses. Call it
 * inside a transaction. A record, never work: what was unfinished there is cancelled here, since nobody may run
 * commands by opening a folder.
 */
export function insertExperimentFile(db: Db, file: ExperimentFile, placement: ExperimentPlacement): void {
  db.insert(experiments)
    .values({
      id: file.id,
      title: file.title,
      origin: "export",
      settings: file.settings,
      estimate: null,
      status: asRecord(file.status),
      error: file.error,
      note: isUnfinished(file.status) ? "It was not finished when it was exported." : file.note,
      cancelRequested: false,
      sandbox: file.sandbox,
      importId: placement.importId,
      createdAt: file.createdAt,
      startedAt: file.startedAt,
      finishedAt: file.finishedAt,
      workedMs: file.workedMs,
    })
    .run();
  const places = placesOf(db, file);
  for (const run of file.runs) insertRunOf(db, file.id, run, places, placement);
  for (const { id, verification } of file.rollouts) {
    if (verification && places.has(id))
      db.insert(verifications)
        .values({ rolloutId: id, ...verification })
        .onConflictDoNothing()
        .run();
  }
  appendEvent(db, "experiment", file.id);
}

function asRecord(status: RunStatus): RunStatus {
  return isUnfinished(status) ? "cancelled" : status;
}

type Places = ReadonlyMap<string, { taskId: string; number: number }>;

function placesOf(db: Db, file: ExperimentFile): Places {
  const ids = file.rollouts.map(({ id }) => id);
  const rows = db
    .select({ id: rollouts.id, taskId: rollouts.taskId, number: rollouts.number })
    .from(rollouts)
    .where(inArray(rollouts.id, ids))
    .all();
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

function insertRunOf(
  db: Db,
  experimentId: string,
  run: FileRun,
  places: Places,
  placement: ExperimentPlacement,
): void {
  const { attempts: list, contexts, tournaments: played, task: _task, status, ...row } = run;
  const taskId = list.flatMap(({ rollout }) => places.get(rollout ?? "")?.taskId ?? [])[0];
  if (taskId === undefined) return; // a run without a rollout has nothing to show here
  db.insert(runs)
    .values({ ...row, status: asRecord(status), experimentId, taskId })
    .run();
  for (const context of contexts) {
    db.insert(refinementContexts)
      .values({ ...context, runId: run.id, characters: context.text.length })
      .run();
  }
  const numbers = list.map(({ rollout }) => places.get(rollout ?? "")?.number ?? null);
  let free = Math.max(0, ...numbers.filter((number) => number !== null));
  for (const [index, { rollout, context, status: state, ...attempt }] of list.entries()) {
    const number = numbers[index] ?? ++free;
    db.insert(attempts)
      .values({
        ...attempt,
        status: state === "running" ? "cancelled" : state,
        runId: run.id,
        number,
        rolloutId: rollout,
        contextId: context,
        steps: 0,
        doing: null,
      })
      .run();
  }
  for (const tournament of played) insertTournamentOf(db, run.id, taskId, tournament, placement);
}

function insertTournamentOf(
  db: Db,
  runId: string,
  taskId: string,
  { candidates, groups, status, ...row }: FileRun["tournaments"][number],
  { summaryOf }: ExperimentPlacement,
): void {
  const tournamentId = row.id;
  db.insert(tournaments)
    .values({
      ...row,
      status: asRecord(status),
      taskId,
      runId,
      cancelRequested: false,
      createdAt: row.startedAt ?? Date.now(),
    })
    .run();
  for (const rolloutId of candidates) {
    db.insert(tournamentCandidates)
      .values({ tournamentId, rolloutId, summaryId: summaryOf(rolloutId) })
      .run();
  }
  for (const { votes: cast, ...group } of groups) {
    const { round, position } = group;
    db.insert(tournamentGroups)
      .values({ ...group, tournamentId })
      .run();
    for (const vote of cast) {
      db.insert(votes)
        .values({ ...vote, tournamentId, round, position, castAt: row.finishedAt ?? Date.now() })
        .run();
    }
  }
}
