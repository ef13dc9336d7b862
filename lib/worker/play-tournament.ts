// Carries out one tournament: the engine plays, votes and groups are saved as they come. Played again after a
// crash, votes that are stored are not asked for again.
import { createHash } from "node:crypto";
import type { Db } from "@/db/client";
import {
  getTournamentRow,
  listCandidates,
  setCandidateSummary,
  updateTournament,
} from "@/db/queries/tournaments";
import { getTask } from "@/db/queries/tasks";
import type { TournamentRow } from "@/db/schema";
import { createRulesJudge } from "@/lib/engine/judges/rules";
import type { Candidate } from "@/lib/engine/ports";
import { runTournament } from "@/lib/engine/tournament/run-tournament";
import { invariant } from "@/lib/utils/invariant";
import { loadCandidate } from "@/lib/worker/candidate";
import { CancelledError } from "@/lib/worker/cancelled-error";
import { sayFailure } from "@/lib/worker/failure";
import { LeaseLostError, type Lease } from "@/lib/worker/lease";
import { nextTurn } from "@/lib/worker/next-turn";
import { saveTournamentEvent, storeVotes } from "@/lib/worker/tournament-store";

/** The rules judge computes; calls side by side would gain nothing. */
const CONCURRENCY = 1;

export interface TournamentDesk {
  db: Db;
  lease: Lease;
}

/**
 * Plays a tournament to its end: finished, cancelled (votes are kept) or failed with a sentence. When the lease's
 * signal is aborted it stops between two votes and leaves the tournament running.
 */
export async function playTournament(tournamentId: string, desk: TournamentDesk): Promise<void> {
  const { db, lease } = desk;
  const row = getTournamentRow(db, tournamentId);
  invariant(row, `tournament ${tournamentId} was leased and is not there`);
  const cancel = new AbortController();
  try {
    save(desk, tournamentId, { status: "running", startedAt: row.startedAt ?? Date.now() });
    await playEvents(row, desk, cancel);
  } catch (error) {
    if (error instanceof LeaseLostError || lease.signal.aborted) return;
    const finishedAt = Date.now();
    if (cancel.signal.aborted) save(desk, tournamentId, { status: "cancelled", finishedAt });
    else save(desk, tournamentId, { status: "failed", error: sayFailure(error), finishedAt });
  }
}

function save({ db, lease }: TournamentDesk, id: string, change: Partial<TournamentRow>): void {
  db.transaction(() => {
    lease.confirm();
    updateTournament(db, id, change);
  });
}

async function playEvents(row: TournamentRow, desk: TournamentDesk, cancel: AbortController): Promise<void> {
  const { db, lease } = desk;
  const signal = AbortSignal.any([lease.signal, cancel.signal]);
  const stopIfCancelled = () => {
    if (getTournamentRow(db, row.id)?.cancelRequested) cancel.abort(new CancelledError("cancelled"));
    signal.throwIfAborted();
  };
  const candidates = await loadCandidates(row.id, desk, stopIfCancelled);
  const store = { db, lease, tournamentId: row.id, stopIfCancelled };
  const events = runTournament(
    {
      candidates,
      task: { statement: getTask(db, row.taskId)?.statement ?? null },
      settings: row.settings,
      key: keyOf(row.taskId, candidates),
    },
    {
      judge: createRulesJudge(),
      votes: storeVotes(store),
      clock: () => performance.now(),
      concurrency: CONCURRENCY,
      signal,
    },
  );
  for await (const event of events) saveTournamentEvent(store, event);
}

/** The same task and candidates meet in the same bracket under the same seed, whatever the tournament's id. */
function keyOf(taskId: string, candidates: readonly Candidate[]): string {
  const ids = candidates.map((candidate) => candidate.id).toSorted();
  return `${taskId}/${createHash("sha256").update(ids.join("\n")).digest("hex")}`;
}

async function loadCandidates(
  tournamentId: string,
  { db, lease }: TournamentDesk,
  stopIfCancelled: () => void,
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const { id } of listCandidates(db, tournamentId)) {
    await nextTurn();
    stopIfCancelled();
    const { candidate, summaryId } = loadCandidate(db, id);
    db.transaction(() => {
      lease.confirm();
      setCandidateSummary(db, tournamentId, id, summaryId);
    });
    candidates.push(candidate);
  }
  return candidates;
}
