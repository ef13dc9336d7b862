// Carries out one experiment: its runs side by side, each from wherever it stands. May be stopped at any moment and
// begun again, here or in another process.
import type { Db } from "@/db/client";
import {
  addWorkedMs,
  countLeft,
  endRunTournaments,
  getExperimentRow,
  listRuns,
  requeueAttempts,
  updateExperiment,
  updateRun,
} from "@/db/queries/experiments";
import type { ExperimentRow, RunRow } from "@/db/schema";
import { createFairLimit, type FairLimit } from "@/lib/engine/fair-limit";
import { invariant } from "@/lib/utils/invariant";
import { CancelledError } from "@/lib/worker/cancelled-error";
import { openBudget } from "@/lib/worker/experiment/budget";
import { carryOutRun } from "@/lib/worker/experiment/carry-out-run";
import type { ExperimentDesk } from "@/lib/worker/experiment/desk";
import type { ExperimentTools } from "@/lib/worker/experiment/tools";
import { isStorageError, sayFailure } from "@/lib/worker/failure";
import { LeaseLostError, type Lease } from "@/lib/worker/lease";

/** How often the person's wish to cancel is looked for, and time worked is noted. */
const LOOK_MS = 250;

export interface ExperimentDeskInput {
  db: Db;
  home: string;
  lease: Lease;
  tools: ExperimentTools;
  /** Shared by all experiments of this worker, so that each gets its turn. */
  limit: FairLimit;
}

/**
 * Carries an experiment to its end: finished, cancelled (what was done is kept) or failed with a sentence. When the
 * lease's signal is aborted it stops and leaves the experiment running, for the next worker.
 */
export async function runExperiment(id: string, input: ExperimentDeskInput): Promise<void> {
  const { db, lease } = input;
  const cancel = new AbortController();
  const watch = watchExperiment(id, input, cancel);
  try {
    await carryOut(id, input, AbortSignal.any([lease.signal, cancel.signal]));
  } catch (error) {
    if (error instanceof LeaseLostError || lease.signal.aborted) return;
    const change =
      cancel.signal.aborted || error instanceof CancelledError
        ? { status: "cancelled" as const, error: null }
        : { status: "failed" as const, error: sayFailure(error) };
    end(db, lease, id, change);
  } finally {
    watch.stop();
  }
}

function end(db: Db, lease: Lease, id: string, change: Pick<ExperimentRow, "status" | "error">): void {
  db.transaction(() => {
    lease.confirm();
    requeueAttempts(db, id, ["running"]);
    endRunTournaments(db, id, change.status);
    for (const run of listRuns(db, id)) {
      if (run.status === "running" || run.status === "queued") updateRun(db, run, { status: "cancelled" });
    }
    updateExperiment(db, id, { ...change, finishedAt: Date.now() });
  });
}

/** Looks for the wish to cancel, and notes the time that is spent. */
function watchExperiment(id: string, { db }: ExperimentDeskInput, cancel: AbortController): { stop(): void } {
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    addWorkedMs(db, id, now - last);
    last = now;
    if (getExperimentRow(db, id)?.cancelRequested) cancel.abort(new CancelledError("cancelled"));
  };
  const timer = setInterval(look, LOOK_MS);
  return {
    stop: () => {
      clearInterval(timer);
      look();
    },
  };
}

async function carryOut(id: string, input: ExperimentDeskInput, signal: AbortSignal): Promise<void> {
  const { db, lease, tools, limit } = input;
  const experiment = getExperimentRow(db, id);
  invariant(experiment, `experiment ${id} was leased and is not there`);
  if (experiment.cancelRequested) throw new CancelledError("cancelled");
  db.transaction(() => {
    lease.confirm();
    requeueAttempts(db, id, ["running"]);
    updateExperiment(db, id, { status: "running", startedAt: experiment.startedAt ?? Date.now() });
  });
  const wanted = listRuns(db, id).filter((run) => run.status !== "finished");
  const sandbox = await openSandbox(wanted, experiment, tools);
  if (sandbox) updateExperiment(db, id, { sandbox: sandbox.id });
  using budget = openBudget(db, experiment, experiment.settings.caps);
  const desk: ExperimentDesk = { db, home: input.home, lease, tools, experiment, budget, sandbox, signal };
  await carryOutRuns(desk, wanted, limit);
  finish(desk);
}

function openSandbox(runs: readonly RunRow[], { settings }: ExperimentRow, tools: ExperimentTools) {
  const launches = runs.some((run) => "path" in run.source);
  return launches ? tools.openSandbox(settings.unsafe) : null;
}

/** All runs side by side. One that fails is noted and stops no other; what stops the work at all is thrown. */
async function carryOutRuns(desk: ExperimentDesk, runs: readonly RunRow[], limit: FairLimit): Promise<void> {
  const { experiment, signal } = desk;
  const ownLimit = createFairLimit(experiment.settings.concurrency ?? limit.concurrency);
  const turn = limit.queue(experiment.id);
  const outcomes = await Promise.allSettled(
    runs.map((run) => {
      const place = ownLimit.queue(run.id);
      const slot = <T>(task: () => Promise<T>, until: AbortSignal) => place(() => turn(task, until), until);
      return carryOutOne({ ...desk, run, slot });
    }),
  );
  signal.throwIfAborted();
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

async function carryOutOne(desk: Parameters<typeof carryOutRun>[0]): Promise<void> {
  const { db, lease, run, signal } = desk;
  try {
    await carryOutRun(desk);
  } catch (error) {
    if (signal.aborted || error instanceof LeaseLostError || isStorageError(error)) throw error;
    db.transaction(() => {
      lease.confirm();
      updateRun(db, run, { status: "failed", error: sayFailure(error), finishedAt: Date.now() });
    });
  }
}

/** Finished when any run has a champion; what went wrong in others, or was left out, is told beside it. */
function finish({ db, lease, experiment, budget }: ExperimentDesk): void {
  const runs = listRuns(db, experiment.id);
  const failed = runs.filter((run) => run.status === "failed");
  db.transaction(() => {
    lease.confirm();
    endRunTournaments(db, experiment.id, "failed");
    updateExperiment(db, experiment.id, {
      status: failed.length < runs.length ? "finished" : "failed",
      error: failed[0] === undefined ? null : sayFailed(failed, runs.length),
      note: countLeft(db, experiment.id) > 0 ? budget.refusal() : null,
      finishedAt: Date.now(),
    });
  });
}

function sayFailed(failed: readonly RunRow[], total: number): string {
  const reason = failed[0]?.error ?? "No reason was noted.";
  return total === 1 ? reason : `${failed.length} of ${total} runs failed. The first: ${reason}`;
}
