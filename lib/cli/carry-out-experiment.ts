// Carries an experiment out in this process, with its progress on a terminal.
import { availableParallelism } from "node:os";
import type { Db } from "@/db/client";
import { getExperiment } from "@/db/queries/experiment-views";
import { updateExperiment } from "@/db/queries/experiments";
import { freeLeases, takeLease } from "@/db/queries/leases";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { CommandError, type CommandContext } from "@/lib/cli/command";
import { indexHere } from "@/lib/cli/index-here";
import { formatExperiment } from "@/lib/cli/experiment-text";
import { CLEARED_LINE, count, onOneLine, writeJson } from "@/lib/cli/output";
import { readVerdictNotes } from "@/lib/cli/verdict-notes";
import { reportExperiment } from "@/lib/domain/experiment-report";
import { createFairLimit } from "@/lib/engine/fair-limit";
import { invariant } from "@/lib/utils/invariant";
import { createRealTools } from "@/lib/worker/experiment/real-tools";
import { runExperiment } from "@/lib/worker/experiment/run-experiment";
import { holdLease } from "@/lib/worker/lease";
import { createOwner, isOwnerGone } from "@/lib/worker/owner";

const SHOW_MS = 500;

/**
 * Carries out an experiment whose lease this process can take.
 * @param owner who has leased it already; null: it is leased here
 * @returns the experiment as it then stands
 * @throws CommandError when another worker carries it out, or it failed or was stopped
 */
export async function carryOutExperiment(
  db: Db,
  id: string,
  context: CommandContext,
  leased: string | null = null,
): Promise<ExperimentView> {
  const owner = leased ?? takeOver(db, id);
  const progress = context.isWatched ? showProgress(db, id, context) : null;
  try {
    await runLeased(db, id, owner, context);
  } finally {
    progress?.stop();
  }
  await indexHere(db, context);
  return checkEnd(getExperiment(db, id));
}

/** Leases an unfinished experiment and forgets that it was to be cancelled. @returns the owner of the lease */
function takeOver(db: Db, id: string): string {
  const owner = takeFreeLease(db, id);
  if (owner === null) throw new CommandError(`Experiment ${id} is being carried out by another process.`);
  updateExperiment(db, id, { cancelRequested: false });
  return owner;
}

/** Leases an experiment, from a process that has died as well. @returns the owner; null when somebody else holds it */
function takeFreeLease(db: Db, id: string): string | null {
  const owner = createOwner();
  freeLeases(db, isOwnerGone);
  return takeLease(db, "experiment", owner, id) === null ? null : owner;
}

async function runLeased(db: Db, id: string, owner: string, { env, stop }: CommandContext): Promise<void> {
  const lease = holdLease(db, { kind: "experiment", id, owner }, stop);
  try {
    const limit = createFairLimit(availableParallelism());
    await runExperiment(id, { db, home: env.home, lease, tools: createRealTools(), limit });
  } finally {
    lease.release();
  }
}

/**
 * Ends an experiment that is to be cancelled and that nobody carries out.
 * @returns false when somebody does; it is then asked to stop and will
 */
export async function endCancelled(db: Db, id: string, context: CommandContext): Promise<boolean> {
  const owner = takeFreeLease(db, id);
  if (owner === null) return false;
  await runLeased(db, id, owner, context); // sees the wish to cancel before it begins anything
  return true;
}

/**
 * Writes what became of an experiment that has just been carried out; what went wrong stands beside JSON, in text it is
 * part of it. @returns the exit code: 1 when something asked for failed
 */
export function writeOutcome(db: Db, view: ExperimentView, json: boolean, context: CommandContext): number {
  if (json) {
    for (const said of [view.error, view.note]) if (said !== null) context.err(`playoff: ${said}\n`);
    writeJson(context, reportExperiment(view));
  } else context.out(formatExperiment(view, readVerdictNotes(db, view)));
  return view.error === null ? 0 : 1;
}

function checkEnd(view: ExperimentView | undefined): ExperimentView {
  invariant(view, "the experiment has just been carried out");
  switch (view.status) {
    case "finished":
      return view;
    case "failed":
      throw new CommandError(`Experiment ${view.id} failed: ${view.error ?? "no reason was noted."}`);
    case "cancelled":
      throw new CommandError(
        `Experiment ${view.id} was cancelled; "playoff resume ${view.id}" goes on with it.`,
      );
    case "queued":
    case "running":
      throw new CommandError(
        `Experiment ${view.id} was stopped; "playoff resume ${view.id}" goes on with it.`,
      );
  }
}

/** What runs and what is left, on one line that is written over. */
function showProgress(db: Db, id: string, { err }: CommandContext): { stop(): void } {
  const show = () => {
    const view = getExperiment(db, id);
    if (view) err(`${CLEARED_LINE}${onOneLine(describeProgress(view))}`);
  };
  const timer = setInterval(show, SHOW_MS);
  return {
    stop: () => {
      clearInterval(timer);
      show();
      err("\n");
    },
  };
}

/** "84 of 192 rollouts, 2 running (csv-fields r7 step 12, …), 1 of 6 tasks done, 61 votes". */
export function describeProgress({ runs }: ExperimentView): string {
  const places = runs.flatMap((run) =>
    run.iterations.flatMap(({ attempts }) => attempts.map((attempt) => ({ run, attempt }))),
  );
  const made = places.filter(({ attempt }) => attempt.rolloutId !== null).length;
  const running = places.filter(({ attempt }) => attempt.status === "running");
  const named = running
    .slice(0, 3)
    .map(({ run, attempt }) =>
      `${run.task.title.split("/").at(-1)} r${attempt.number} ${attempt.doing ?? ""}`.trim(),
    );
  const what = named.length === 0 ? "" : ` (${named.join(", ")}${running.length > 3 ? ", …" : ""})`;
  const done = runs.filter((run) => run.status === "finished").length;
  const votes = runs
    .flatMap((run) => run.iterations)
    .reduce((sum, { tournament }) => sum + (tournament?.votes ?? 0), 0);
  return (
    `${made} of ${count(places.length, "rollout")}, ${running.length} running${what}, ` +
    `${done} of ${count(runs.length, "task")} done, ${count(votes, "vote")}`
  );
}
