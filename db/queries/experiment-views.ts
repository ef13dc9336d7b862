// Experiments as screens and the command line show them: one statement per table, put together here.
import { asc, desc, eq, inArray, isNotNull, sql, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { getExperimentRow } from "@/db/queries/experiments";
import {
  attempts,
  experiments,
  refinementContexts,
  rollouts,
  runs,
  tasks,
  tournamentGroups,
  tournaments,
  votes,
} from "@/db/schema";
import type {
  AttemptView,
  ContextView,
  ExperimentListItem,
  ExperimentView,
  IterationTournamentView,
  IterationView,
  RunView,
} from "@/lib/domain/experiment-views";

/** The newest experiments first. */
export function listExperiments(db: Db, limit = 50): ExperimentListItem[] {
  const planned = db
    .select({
      experimentId: runs.experimentId,
      rollouts: sql<number>`count(${attempts.rolloutId})`.as("made"),
      rolloutsPlanned: sql<number>`count(*)`.as("planned"),
    })
    .from(runs)
    .innerJoin(attempts, eq(attempts.runId, runs.id))
    .groupBy(runs.experimentId)
    .as("places");
  const won = (verdict: SQL) => sql<number>`coalesce(sum(${runs.champion} is not null and ${verdict}), 0)`;
  const rows = db
    .select({
      id: experiments.id,
      title: experiments.title,
      origin: experiments.origin,
      status: experiments.status,
      settings: experiments.settings,
      createdAt: experiments.createdAt,
      startedAt: experiments.startedAt,
      finishedAt: experiments.finishedAt,
      workedMs: experiments.workedMs,
      runs: sql<number>`count(*)`,
      runsFinished: sql<number>`coalesce(sum(${runs.status} = 'finished'), 0)`,
      rollouts: planned.rollouts,
      rolloutsPlanned: planned.rolloutsPlanned,
      resolved: won(sql`${rollouts.resolved} = 1`),
      unresolved: won(sql`${rollouts.resolved} = 0`),
      unknown: won(sql`${rollouts.resolved} is null`),
    })
    .from(experiments)
    .innerJoin(runs, eq(runs.experimentId, experiments.id))
    .innerJoin(planned, eq(planned.experimentId, experiments.id))
    .leftJoin(rollouts, eq(rollouts.id, runs.champion))
    .groupBy(experiments.id)
    .orderBy(desc(experiments.createdAt))
    .limit(limit)
    .all();
  return rows.map(({ resolved, unresolved, unknown, ...row }) => ({
    ...row,
    champions: { resolved, unresolved, unknown },
  }));
}

/** An experiment whole, or undefined: its runs, their iterations, who is in them and who gave what to whom. */
export function getExperiment(db: Db, id: string): ExperimentView | undefined {
  const row = getExperimentRow(db, id);
  if (row === undefined) return undefined;
  const { leaseOwner: _owner, leaseUntil: _until, importId: _import, ...experiment } = row;
  const places = Map.groupBy(listPlaces(db, id), (place) => place.runId);
  const contexts = Map.groupBy(listContexts(db, id), (context) => context.runId);
  const played = Map.groupBy(listRunTournaments(db, id), (tournament) => tournament.runId);
  const list = listRunRows(db, id).map((run): RunView => ({
    ...run,
    iterations: buildIterations(
      places.get(run.id) ?? [],
      contexts.get(run.id) ?? [],
      played.get(run.id) ?? [],
    ),
  }));
  return { ...experiment, runs: list };
}

type OfRun<T> = T & { runId: string };
type OfIteration<T> = OfRun<T> & { iteration: number };

function buildIterations(
  places: readonly OfRun<AttemptView>[],
  contexts: readonly OfIteration<ContextView>[],
  played: readonly OfIteration<IterationTournamentView>[],
): IterationView[] {
  const byIteration = Map.groupBy(places, (place) => place.iteration);
  return [...byIteration].map(([iteration, population]) => ({
    iteration,
    attempts: population.map(({ runId: _run, ...attempt }) => attempt),
    contexts: contexts
      .filter((context) => context.iteration === iteration)
      .map(({ runId: _run, iteration: _iteration, ...context }) => context),
    tournament: foldTournament(played.find((tournament) => tournament.iteration === iteration)),
  }));
}

function foldTournament(
  found: OfIteration<IterationTournamentView> | undefined,
): IterationTournamentView | null {
  if (found === undefined) return null;
  const { runId: _run, iteration: _iteration, ...tournament } = found;
  return tournament;
}

function listRunRows(db: Db, experimentId: string): Omit<RunView, "iterations">[] {
  return db
    .select({
      id: runs.id,
      position: runs.position,
      task: { id: tasks.id, title: tasks.title },
      source: runs.source,
      status: runs.status,
      error: runs.error,
      champion: runs.champion,
      championNumber: rollouts.number,
      championResolved: rollouts.resolved,
      startedAt: runs.startedAt,
      finishedAt: runs.finishedAt,
    })
    .from(runs)
    .innerJoin(tasks, eq(tasks.id, runs.taskId))
    .leftJoin(rollouts, eq(rollouts.id, runs.champion))
    .where(eq(runs.experimentId, experimentId))
    .orderBy(asc(runs.position))
    .all();
}

function runsOf(db: Db, experimentId: string) {
  return db.select({ id: runs.id }).from(runs).where(eq(runs.experimentId, experimentId));
}

function listPlaces(db: Db, experimentId: string): OfRun<AttemptView>[] {
  return db
    .select({
      runId: attempts.runId,
      iteration: attempts.iteration,
      index: attempts.index,
      number: attempts.number,
      status: attempts.status,
      rolloutId: attempts.rolloutId,
      contextId: attempts.contextId,
      steps: sql<number>`coalesce(${rollouts.steps}, ${attempts.steps})`,
      doing: attempts.doing,
      error: attempts.error,
      startedAt: attempts.startedAt,
      finishedAt: attempts.finishedAt,
      resolved: rollouts.resolved,
      reward: rollouts.reward,
      exitStatus: rollouts.exitStatus,
      patchFiles: rollouts.patchFiles,
      patchAdded: rollouts.patchAdded,
      patchRemoved: rollouts.patchRemoved,
      graderAccess: sql<number>`coalesce(${rollouts.graderAccess}, 0)`,
    })
    .from(attempts)
    .leftJoin(rollouts, eq(rollouts.id, attempts.rolloutId))
    .where(inArray(attempts.runId, runsOf(db, experimentId)))
    .orderBy(asc(attempts.runId), asc(attempts.iteration), asc(attempts.index))
    .all();
}

function listContexts(db: Db, experimentId: string): OfIteration<ContextView>[] {
  return db
    .select({
      runId: refinementContexts.runId,
      iteration: refinementContexts.iteration,
      id: refinementContexts.id,
      parents: refinementContexts.parents,
      characters: refinementContexts.characters,
    })
    .from(refinementContexts)
    .where(inArray(refinementContexts.runId, runsOf(db, experimentId)))
    .orderBy(asc(refinementContexts.runId), asc(refinementContexts.iteration), asc(refinementContexts.id))
    .all();
}

function listRunTournaments(db: Db, experimentId: string): OfIteration<IterationTournamentView>[] {
  const rows = db
    .select({
      runId: tournaments.runId,
      iteration: tournaments.iteration,
      id: tournaments.id,
      status: tournaments.status,
      settings: tournaments.settings,
      champion: tournaments.champion,
      survivors: tournaments.survivors,
      votes: db.$count(votes, eq(votes.tournamentId, tournaments.id)),
      groups: db.$count(tournamentGroups, eq(tournamentGroups.tournamentId, tournaments.id)),
      groupsDecided: sql<number>`(select count(*) from ${tournamentGroups}
        where ${tournamentGroups.tournamentId} = ${tournaments.id} and ${isNotNull(tournamentGroups.winner)})`,
    })
    .from(tournaments)
    .where(inArray(tournaments.runId, runsOf(db, experimentId)))
    .all();
  return rows.flatMap(({ runId, iteration, settings, ...rest }) =>
    runId === null || iteration === null ? [] : [{ ...rest, runId, iteration, keep: settings.keep }],
  );
}
