import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { appendEvent } from "@/db/queries/events";
import {
  experiments,
  rollouts,
  runs,
  summaries,
  tasks,
  tournamentCandidates,
  tournamentGroups,
  tournaments,
  votes,
  type TournamentRow,
} from "@/db/schema";
import type { Summary } from "@/lib/domain/summary";
import {
  tournamentSettingsSchema,
  type TournamentGroup,
  type TournamentSettings,
  type Vote,
} from "@/lib/domain/tournament";
import type { TournamentCandidateView, TournamentListItem, TournamentView } from "@/lib/domain/views";

/** Writes the intent to play a tournament over the rollouts; a worker plays it. */
export function insertTournament(
  db: Db,
  input: { id: string; taskId: string; settings: TournamentSettings; candidates: string[] },
): void {
  const { candidates, ...row } = input;
  db.transaction(() => {
    db.insert(tournaments)
      .values({ ...row, status: "queued", cancelRequested: false, createdAt: Date.now() })
      .run();
    for (const rolloutId of candidates) {
      db.insert(tournamentCandidates).values({ tournamentId: input.id, rolloutId }).run();
    }
    appendEvent(db, "tournament", input.id);
  });
}

/** A tournament's own row. */
export function getTournamentRow(db: Db, id: string): TournamentRow | undefined {
  const row = db.select().from(tournaments).where(eq(tournaments.id, id)).get();
  return row && withSettings(row);
}

/** A tournament with candidates, groups and votes, or undefined. */
export function getTournament(db: Db, id: string): TournamentView | undefined {
  const row = db
    .select({
      tournament: tournaments,
      task: { id: tasks.id, title: tasks.title, instanceId: tasks.instanceId },
      run: { position: runs.position },
      experiment: { id: experiments.id, title: experiments.title },
    })
    .from(tournaments)
    .innerJoin(tasks, eq(tasks.id, tournaments.taskId))
    .leftJoin(runs, eq(runs.id, tournaments.runId))
    .leftJoin(experiments, eq(experiments.id, runs.experimentId))
    .where(eq(tournaments.id, id))
    .get();
  if (!row) return undefined;
  const { taskId: _task, leaseOwner: _owner, leaseUntil: _until, ...tournament } = row.tournament;
  const { task, run, experiment } = row;
  const playedFor =
    run === null || experiment === null || tournament.iteration === null
      ? null
      : {
          experimentId: experiment.id,
          experimentTitle: experiment.title,
          position: run.position,
          iteration: tournament.iteration,
        };
  return {
    ...withSettings(tournament),
    ...{ task, playedFor, candidates: listCandidates(db, id), groups: listGroups(db, id) },
  };
}

/** Settings that are younger than the row get their defaults. */
function withSettings<T extends { settings: TournamentSettings }>(row: T): T {
  return { ...row, settings: tournamentSettingsSchema.parse(row.settings) };
}

/** The candidates of a tournament, by number. */
export function listCandidates(db: Db, tournamentId: string): TournamentCandidateView[] {
  const rows = db
    .select({
      id: rollouts.id,
      number: rollouts.number,
      agent: rollouts.agent,
      model: rollouts.model,
      label: rollouts.label,
      resolved: rollouts.resolved,
      reward: rollouts.reward,
      steps: rollouts.steps,
      costUsd: rollouts.costUsd,
      patchFiles: rollouts.patchFiles,
      patchAdded: rollouts.patchAdded,
      patchRemoved: rollouts.patchRemoved,
      graderAccess: rollouts.graderAccess,
      taskAtDraw: tournaments.taskId,
      taskNow: { id: tasks.id, title: tasks.title },
    })
    .from(tournamentCandidates)
    .innerJoin(tournaments, eq(tournaments.id, tournamentCandidates.tournamentId))
    .innerJoin(rollouts, eq(rollouts.id, tournamentCandidates.rolloutId))
    .innerJoin(tasks, eq(tasks.id, rollouts.taskId))
    .where(eq(tournamentCandidates.tournamentId, tournamentId))
    .orderBy(asc(rollouts.number))
    .all();
  return rows.map(({ taskAtDraw, taskNow, ...candidate }) => ({
    ...candidate,
    movedTo: taskNow.id === taskAtDraw ? null : taskNow,
  }));
}

/** The groups of a tournament with their votes, by round and position. */
export function listGroups(db: Db, tournamentId: string): TournamentGroup[] {
  const cast = listVotes(db, tournamentId);
  return db
    .select()
    .from(tournamentGroups)
    .where(eq(tournamentGroups.tournamentId, tournamentId))
    .orderBy(asc(tournamentGroups.round), asc(tournamentGroups.position))
    .all()
    .map(({ tournamentId: _id, ...group }) => ({
      ...group,
      votes: cast
        .filter((vote) => vote.round === group.round && vote.position === group.position)
        .map(({ tournamentId: _t, round: _r, position: _p, castAt: _at, ...vote }) => vote),
    }));
}

function listVotes(db: Db, tournamentId: string) {
  return db
    .select()
    .from(votes)
    .where(eq(votes.tournamentId, tournamentId))
    .orderBy(asc(votes.round), asc(votes.position), asc(votes.index))
    .all();
}

/** A stored vote, or undefined when it has not been cast. */
export function getVote(
  db: Db,
  tournamentId: string,
  key: { round: number; position: number; index: number },
): Vote | undefined {
  const row = db
    .select()
    .from(votes)
    .where(
      and(
        eq(votes.tournamentId, tournamentId),
        eq(votes.round, key.round),
        eq(votes.position, key.position),
        eq(votes.index, key.index),
      ),
    )
    .get();
  if (!row) return undefined;
  const { tournamentId: _t, round: _r, position: _p, castAt: _at, ...vote } = row;
  return vote;
}

/** Stores a vote once; a vote that is there already stays as it is. */
export function insertVote(
  db: Db,
  tournamentId: string,
  key: { round: number; position: number; index: number },
  vote: Vote,
): void {
  db.transaction(() => {
    db.insert(votes)
      .values({ ...vote, ...key, tournamentId, castAt: Date.now() })
      .onConflictDoNothing()
      .run();
    appendEvent(db, "tournament", tournamentId);
  });
}

/** Records the groups of a round before their first vote. */
export function insertGroups(db: Db, tournamentId: string, round: number, groups: string[][]): void {
  db.transaction(() => {
    groups.forEach((candidates, position) => {
      db.insert(tournamentGroups)
        .values({ tournamentId, round, position, candidates, tie: false })
        .onConflictDoNothing()
        .run();
    });
    appendEvent(db, "tournament", tournamentId);
  });
}

/** Records how a group was decided. */
export function decideGroup(
  db: Db,
  tournamentId: string,
  group: Pick<TournamentGroup, "round" | "position" | "winner" | "decision" | "tie">,
): void {
  db.transaction(() => {
    db.update(tournamentGroups)
      .set({ winner: group.winner, decision: group.decision, tie: group.tie })
      .where(
        and(
          eq(tournamentGroups.tournamentId, tournamentId),
          eq(tournamentGroups.round, group.round),
          eq(tournamentGroups.position, group.position),
        ),
      )
      .run();
    appendEvent(db, "tournament", tournamentId);
  });
}

/** Ties a candidate to the summary that is judged. */
export function setCandidateSummary(
  db: Db,
  tournamentId: string,
  rolloutId: string,
  summaryId: string,
): void {
  db.update(tournamentCandidates)
    .set({ summaryId })
    .where(
      and(
        eq(tournamentCandidates.tournamentId, tournamentId),
        eq(tournamentCandidates.rolloutId, rolloutId),
        isNull(tournamentCandidates.summaryId),
      ),
    )
    .run();
}

/** The summaries that were judged, of the given candidates. */
export function listJudgedSummaries(
  db: Db,
  tournamentId: string,
  rolloutIds: readonly string[],
): { rolloutId: string; summary: Summary }[] {
  return db
    .select({ rolloutId: tournamentCandidates.rolloutId, summary: summaries.body })
    .from(tournamentCandidates)
    .innerJoin(summaries, eq(summaries.id, tournamentCandidates.summaryId))
    .where(
      and(
        eq(tournamentCandidates.tournamentId, tournamentId),
        inArray(tournamentCandidates.rolloutId, [...rolloutIds]),
      ),
    )
    .all();
}

/** Changes the state of a tournament and says so in the change feed. */
export function updateTournament(db: Db, id: string, change: Partial<Omit<TournamentRow, "id">>): void {
  db.transaction(() => {
    db.update(tournaments).set(change).where(eq(tournaments.id, id)).run();
    appendEvent(db, "tournament", id);
  });
}

/**
 * The newest tournaments first, of one task or of all.
 * @param only "own" leaves out those that an experiment holds, which are told with it
 */
export function listTournaments(
  db: Db,
  { taskId, only, limit = 50 }: { taskId?: string; only?: "own"; limit?: number } = {},
): TournamentListItem[] {
  return db
    .select({
      id: tournaments.id,
      taskId: tournaments.taskId,
      taskTitle: tasks.title,
      settings: tournaments.settings,
      status: tournaments.status,
      champion: tournaments.champion,
      championNumber: rollouts.number,
      championResolved: rollouts.resolved,
      createdAt: tournaments.createdAt,
      finishedAt: tournaments.finishedAt,
      runId: tournaments.runId,
      candidates: db.$count(tournamentCandidates, eq(tournamentCandidates.tournamentId, tournaments.id)),
    })
    .from(tournaments)
    .innerJoin(tasks, eq(tasks.id, tournaments.taskId))
    .leftJoin(rollouts, eq(rollouts.id, tournaments.champion))
    .where(
      and(
        taskId === undefined ? undefined : eq(tournaments.taskId, taskId),
        only === "own" ? isNull(tournaments.runId) : undefined,
      ),
    )
    .orderBy(desc(tournaments.createdAt))
    .limit(limit)
    .all()
    .map(withSettings);
}
