// Experiments: the intent, its state, and what belongs to it.
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { appendEvent } from "@/db/queries/events";
import { getRollout, nextRolloutNumber } from "@/db/queries/rollouts";
import {
  attempts,
  experiments,
  imports,
  refinementContexts,
  runs,
  tournamentCandidates,
  tournaments,
  verifications,
  type AttemptRow,
  type ExperimentRow,
  type RefinementContextRow,
  type RunRow,
  type VerificationRow,
} from "@/db/schema";
import type {
  Estimate,
  ExperimentOrigin,
  ExperimentSettings,
  RolloutKey,
  TaskReference,
} from "@/lib/domain/experiment";
import type { TournamentSettings } from "@/lib/domain/tournament";
import { invariant } from "@/lib/utils/invariant";

/** A run that is wanted; its task's row is there already. */
export interface RunInput {
  taskId: string;
  source: TaskReference;
  checksum: string | null;
}

export interface ExperimentInput {
  id: string;
  title: string;
  origin: ExperimentOrigin;
  settings: ExperimentSettings;
  estimate: Estimate | null;
  runs: readonly RunInput[];
}

/**
 * Writes the intent: the experiment, its runs, and a place with a rollout number for each rollout that is planned.
 * A worker carries it out.
 */
export function insertExperiment(db: Db, { runs: wanted, ...row }: ExperimentInput): void {
  const at = Date.now();
  db.transaction(() => {
    db.insert(imports)
      .values({
        id: row.id,
        title: row.title,
        paths: [],
        origin: "experiment",
        status: "finished",
        filesTotal: 0,
        createdAt: at,
        finishedAt: at,
      })
      .run();
    db.insert(experiments)
      .values({ ...row, status: "queued", cancelRequested: false, importId: row.id, createdAt: at })
      .run();
    wanted.forEach((run, position) => insertRun(db, row, run, position));
    appendEvent(db, "experiment", row.id);
  });
}

function insertRun(
  db: Db,
  { id: experimentId, settings }: Pick<ExperimentInput, "id" | "settings">,
  run: RunInput,
  position: number,
): void {
  const id = `${experimentId}-${String(position).padStart(3, "0")}`;
  db.insert(runs)
    .values({ id, experimentId, position, status: "queued", ...run })
    .run();
  const insertAttempt = (place: RolloutKey, attempt: Pick<AttemptRow, "number" | "status" | "rolloutId">) =>
    db
      .insert(attempts)
      .values({ runId: id, ...place, ...attempt })
      .run();

  const given = "rollouts" in run.source ? run.source.rollouts : null;
  given?.forEach((rolloutId, index) => {
    const number = getRollout(db, rolloutId)?.number;
    invariant(number !== undefined, `rollout ${rolloutId} is to play and is not there`);
    insertAttempt({ iteration: 0, index }, { number, status: "finished", rolloutId });
  });
  let number = nextRolloutNumber(db, run.taskId);
  for (let iteration = given === null ? 0 : 1; iteration < settings.iterations; iteration += 1) {
    for (let index = 0; index < settings.rollouts; index += 1, number += 1) {
      insertAttempt({ iteration, index }, { number, status: "queued", rolloutId: null });
    }
  }
}

/** An experiment's own row. */
export function getExperimentRow(db: Db, id: string): ExperimentRow | undefined {
  return db.select().from(experiments).where(eq(experiments.id, id)).get();
}

/** Changes the state of an experiment and says so in the change feed. */
export function updateExperiment(db: Db, id: string, change: Partial<Omit<ExperimentRow, "id">>): void {
  db.transaction(() => {
    db.update(experiments).set(change).where(eq(experiments.id, id)).run();
    appendEvent(db, "experiment", id);
  });
}

/** The runs of an experiment, by position. */
export function listRuns(db: Db, experimentId: string): RunRow[] {
  return db.select().from(runs).where(eq(runs.experimentId, experimentId)).orderBy(asc(runs.position)).all();
}

/** Changes the state of a run. */
export function updateRun(db: Db, run: Pick<RunRow, "id" | "experimentId">, change: Partial<RunRow>): void {
  db.transaction(() => {
    db.update(runs).set(change).where(eq(runs.id, run.id)).run();
    appendEvent(db, "experiment", run.experimentId);
  });
}

/** The places of a run's populations, in order. */
export function listAttempts(db: Db, runId: string): AttemptRow[] {
  return db
    .select()
    .from(attempts)
    .where(eq(attempts.runId, runId))
    .orderBy(asc(attempts.iteration), asc(attempts.index))
    .all();
}

/** One place, or undefined. */
export function getAttempt(db: Db, runId: string, key: RolloutKey): AttemptRow | undefined {
  return db.select().from(attempts).where(isPlace(runId, key)).get();
}

function isPlace(runId: string, { iteration, index }: RolloutKey) {
  return and(eq(attempts.runId, runId), eq(attempts.iteration, iteration), eq(attempts.index, index));
}

/** Changes the state of one place. */
export function updateAttempt(
  db: Db,
  run: Pick<RunRow, "id" | "experimentId">,
  key: RolloutKey,
  change: Partial<AttemptRow>,
): void {
  db.transaction(() => {
    db.update(attempts).set(change).where(isPlace(run.id, key)).run();
    appendEvent(db, "experiment", run.experimentId);
  });
}

/** A place that waits. */
const NOT_BEGUN = {
  status: "queued",
  steps: 0,
  doing: null,
  error: null,
  startedAt: null,
  finishedAt: null,
} as const satisfies Partial<AttemptRow>;

/** Puts what was begun and not ended back into the queue: nobody works on it any more. */
export function requeueAttempts(
  db: Db,
  experimentId: string,
  statuses: readonly AttemptRow["status"][],
): void {
  const ofExperiment = db.select({ id: runs.id }).from(runs).where(eq(runs.experimentId, experimentId));
  db.transaction(() => {
    db.update(attempts)
      .set(NOT_BEGUN)
      .where(and(inArray(attempts.runId, ofExperiment), inArray(attempts.status, [...statuses])))
      .run();
    appendEvent(db, "experiment", experimentId);
  });
}

/**
 * Puts an experiment that was cancelled or has failed back into the queue. Runs that were not finished go on from
 * where they stood; rollouts that failed are made again where nothing has been built on their iteration yet: later
 * work was drawn from the population as it was.
 */
export function requestResume(db: Db, experimentId: string): void {
  db.transaction(() => {
    for (const run of listRuns(db, experimentId)) {
      if (run.status !== "failed" && run.status !== "cancelled") continue;
      requeueOpenIteration(db, run.id);
      updateRun(db, run, { status: "queued", error: null, finishedAt: null });
    }
    updateExperiment(db, experimentId, {
      status: "queued",
      cancelRequested: false,
      error: null,
      note: null,
      finishedAt: null,
    });
  });
}

function requeueOpenIteration(db: Db, runId: string): void {
  const places = listAttempts(db, runId);
  const open = Math.max(0, ...places.filter(isBegun).map((place) => place.iteration));
  const played = db
    .select({ id: tournaments.id })
    .from(tournaments)
    .where(and(eq(tournaments.runId, runId), eq(tournaments.iteration, open)))
    .get();
  if (played !== undefined) return;
  db.update(attempts)
    .set(NOT_BEGUN)
    .where(
      and(
        eq(attempts.runId, runId),
        eq(attempts.iteration, open),
        inArray(attempts.status, ["failed", "cancelled"]),
      ),
    )
    .run();
}

function isBegun({ status, contextId }: AttemptRow): boolean {
  return status !== "queued" || contextId !== null;
}

/** Rollouts of an experiment that are there or being made. */
export function countBegun(db: Db, experimentId: string): number {
  const ofExperiment = db.select({ id: runs.id }).from(runs).where(eq(runs.experimentId, experimentId));
  const row = db
    .select({ begun: sql<number>`count(*)` })
    .from(attempts)
    .where(and(inArray(attempts.runId, ofExperiment), inArray(attempts.status, ["running", "finished"])))
    .get();
  return row?.begun ?? 0;
}

/** The context of a place as it was stored, or undefined. */
export function getContextOf(db: Db, runId: string, key: RolloutKey): RefinementContextRow | undefined {
  return db
    .select({ context: refinementContexts })
    .from(attempts)
    .innerJoin(refinementContexts, eq(refinementContexts.id, attempts.contextId))
    .where(isPlace(runId, key))
    .get()?.context;
}

/** A refinement context by its id. */
export function getContext(db: Db, id: string): RefinementContextRow | undefined {
  return db.select().from(refinementContexts).where(eq(refinementContexts.id, id)).get();
}

/** Stores the context that a place is given; places with the same text share it. */
export function saveContext(
  db: Db,
  run: Pick<RunRow, "id" | "experimentId">,
  key: RolloutKey,
  context: Omit<RefinementContextRow, "runId" | "iteration" | "characters">,
): void {
  db.transaction(() => {
    db.insert(refinementContexts)
      .values({
        ...context,
        runId: run.id,
        iteration: key.iteration,
        characters: context.text.length,
      })
      .onConflictDoNothing()
      .run();
    updateAttempt(db, run, key, { contextId: context.id });
  });
}

/** Stores what the hidden tests said. Call it inside the transaction that saves the rollout. */
export function insertVerification(db: Db, row: VerificationRow): void {
  db.insert(verifications).values(row).onConflictDoNothing().run();
}

/** What the hidden tests said of a rollout, or undefined when it was not made here. */
export function getVerification(db: Db, rolloutId: string): VerificationRow | undefined {
  return db.select().from(verifications).where(eq(verifications.rolloutId, rolloutId)).get();
}

/** The tournament of a run's iteration; made when it is not there. Played on to fewer survivors, it keeps its votes. */
export function openRunTournament(
  db: Db,
  run: RunRow,
  input: { id: string; iteration: number; settings: TournamentSettings; candidates: readonly string[] },
): void {
  const { id, iteration, settings, candidates } = input;
  db.transaction(() => {
    db.insert(tournaments)
      .values({
        id,
        taskId: run.taskId,
        settings,
        status: "running",
        cancelRequested: false,
        runId: run.id,
        iteration,
        createdAt: Date.now(),
        startedAt: Date.now(),
      })
      .onConflictDoUpdate({
        target: tournaments.id,
        set: { settings, status: "running", error: null, finishedAt: null },
      })
      .run();
    for (const rolloutId of candidates) {
      db.insert(tournamentCandidates).values({ tournamentId: id, rolloutId }).onConflictDoNothing().run();
    }
    appendEvent(db, "tournament", id);
    appendEvent(db, "experiment", run.experimentId);
  });
}

/** Rollouts of an experiment that are there. */
export function countMade(db: Db, experimentId: string): number {
  const ofExperiment = db.select({ id: runs.id }).from(runs).where(eq(runs.experimentId, experimentId));
  const row = db
    .select({ made: sql<number>`count(${attempts.rolloutId})` })
    .from(attempts)
    .where(inArray(attempts.runId, ofExperiment))
    .get();
  return row?.made ?? 0;
}

/** Planned rollouts of an experiment that were neither made nor failed. */
export function countLeft(db: Db, experimentId: string): number {
  const ofExperiment = db.select({ id: runs.id }).from(runs).where(eq(runs.experimentId, experimentId));
  const row = db
    .select({ left: sql<number>`count(*)` })
    .from(attempts)
    .where(and(inArray(attempts.runId, ofExperiment), inArray(attempts.status, ["queued", "cancelled"])))
    .get();
  return row?.left ?? 0;
}

/** Adds to the time that was worked on an experiment. No event: screens ask for it along with the rest. */
export function addWorkedMs(db: Db, id: string, ms: number): void {
  db.update(experiments)
    .set({ workedMs: sql`${experiments.workedMs} + ${Math.round(ms)}` })
    .where(eq(experiments.id, id))
    .run();
}

/** Tournaments of an experiment that are not at their end get its end. */
export function endRunTournaments(db: Db, experimentId: string, status: ExperimentRow["status"]): void {
  const ofExperiment = db.select({ id: runs.id }).from(runs).where(eq(runs.experimentId, experimentId));
  db.update(tournaments)
    .set({ status, finishedAt: Date.now() })
    .where(and(inArray(tournaments.runId, ofExperiment), eq(tournaments.status, "running")))
    .run();
}

/** How long rollouts of an agent took in finished experiments that were made here, tournaments included. */
export function measurePace(db: Db, agent: string): { rollouts: number; msPerRollout: number } {
  const finished = db
    .select({ id: experiments.id, workedMs: experiments.workedMs })
    .from(experiments)
    .where(
      and(
        eq(experiments.origin, "run"),
        eq(experiments.status, "finished"),
        sql`${experiments.settings} ->> 'agent' = ${agent}`,
      ),
    )
    .all();
  const made = finished.reduce((sum, { id }) => sum + countMade(db, id), 0);
  const worked = finished.reduce((sum, { workedMs }) => sum + workedMs, 0);
  return { rollouts: made, msPerRollout: made === 0 ? 0 : worked / made };
}
