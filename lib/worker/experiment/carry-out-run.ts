// One run of an experiment: the engine's pipeline over the database, a sandbox and an agent.
import { getContextOf, openRunTournament, saveContext, updateRun } from "@/db/queries/experiments";
import { setCandidateSummary } from "@/db/queries/tournaments";
import { getTask } from "@/db/queries/tasks";
import type { RefinementContext, RolloutKey } from "@/lib/domain/experiment";
import type { Candidate, Sandbox } from "@/lib/engine/ports";
import { runPipeline, type PipelineEvent, type PipelinePorts } from "@/lib/engine/pipeline/run-pipeline";
import { invariant } from "@/lib/utils/invariant";
import { loadCandidate } from "@/lib/worker/candidate";
import type { RunDesk } from "@/lib/worker/experiment/desk";
import { makeRollout, type Workplace } from "@/lib/worker/experiment/make-rollout";
import { contextId, runTournamentId } from "@/lib/worker/experiment/names";
import { whyNoRollout } from "@/lib/worker/experiment/no-rollout";
import { createTemplate } from "@/lib/worker/experiment/template";
import type { OpenedTask } from "@/lib/worker/experiment/tools";
import { saveTournamentEvent, storeVotes, type TournamentStore } from "@/lib/worker/tournament-store";

/** The rules judge computes; calls side by side would gain nothing. */
const VOTE_CONCURRENCY = 1;

/**
 * Carries a run to its end, from wherever it stands.
 * @throws Error when it cannot go on, in a sentence; the signal's reason when aborted; LeaseLostError
 */
export async function carryOutRun(desk: RunDesk): Promise<void> {
  const { db, run, tools } = desk;
  save(desk, { status: "running", error: null, startedAt: run.startedAt ?? Date.now() });
  await using opened = "path" in run.source ? await tools.openTask(run.source) : null;
  if (opened !== null) checkUnchanged(desk, opened);
  const until = AbortSignal.any([desk.signal, desk.budget.timeUp]);
  await using template = opened && createTemplate(sandboxOf(desk), opened.environment, until);
  const given = "rollouts" in run.source ? run.source.rollouts.map((id) => load(desk, id)) : null;
  const events = runPipeline(
    {
      key: opened?.task.name ?? run.taskId,
      task: { statement: getTask(db, run.taskId)?.statement ?? null },
      settings: desk.experiment.settings,
      given,
    },
    createPorts(desk, opened && template && { task: opened, template }),
  );
  for await (const event of events) saveEvent(desk, event);
}

function sandboxOf({ sandbox, run }: RunDesk): Sandbox {
  invariant(sandbox, `run ${run.id} has rollouts to make and no sandbox`);
  return sandbox;
}

/** Rollouts of two versions of a task are no population. */
function checkUnchanged({ run }: RunDesk, { task, checksum }: OpenedTask): void {
  if (run.checksum === null || run.checksum === checksum) return;
  throw new Error(`The files of task ${task.name} have changed since the experiment began; start a new one.`);
}

function load({ db }: RunDesk, id: string): Candidate {
  return loadCandidate(db, id).candidate;
}

function createPorts(desk: RunDesk, workplace: Workplace | null): PipelinePorts {
  return {
    makeRollout: (order, signal) => makeRollout(desk, workplace, order, signal),
    keepContext: (key, draw) => keepContext(desk, key, draw),
    votesOf: (iteration) => storeVotes(storeOf(desk, iteration)),
    judge: desk.tools.judge,
    clock: () => performance.now(),
    voteConcurrency: VOTE_CONCURRENCY,
    signal: desk.signal,
  };
}

function keepContext(
  { db, lease, run }: RunDesk,
  key: RolloutKey,
  draw: () => RefinementContext,
): RefinementContext {
  const stored = getContextOf(db, run.id, key);
  if (stored) return { parents: stored.parents, text: stored.text };
  const drawn = draw();
  db.transaction(() => {
    lease.confirm();
    saveContext(db, run, key, { id: contextId(run, key.iteration, drawn.text), ...drawn });
  });
  return drawn;
}

function storeOf({ db, lease, run, signal }: RunDesk, iteration: number): TournamentStore {
  const tournamentId = runTournamentId(run, iteration);
  return { db, lease, tournamentId, stopIfCancelled: () => signal.throwIfAborted() };
}

function saveEvent(desk: RunDesk, event: PipelineEvent): void {
  switch (event.kind) {
    case "iteration-started":
    case "rollout-finished": // saved where it was made
      return;
    case "tournament-started":
      return openTournament(desk, event);
    case "tournament":
      return saveTournamentEvent(storeOf(desk, event.iteration), event.event);
    case "run-finished": {
      const { champion } = event;
      if (champion === null) throw new Error(whyNoRollout(desk));
      return save(desk, { status: "finished", champion, finishedAt: Date.now() });
    }
  }
}

function openTournament(
  { db, lease, run }: RunDesk,
  { iteration, candidates, settings }: Extract<PipelineEvent, { kind: "tournament-started" }>,
): void {
  const id = runTournamentId(run, iteration);
  db.transaction(() => {
    lease.confirm();
    openRunTournament(db, run, { id, iteration, settings, candidates });
    for (const rolloutId of candidates)
      setCandidateSummary(db, id, rolloutId, loadCandidate(db, rolloutId).summaryId);
  });
}

function save({ db, lease, run }: RunDesk, change: Parameters<typeof updateRun>[2]): void {
  db.transaction(() => {
    lease.confirm();
    updateRun(db, run, change);
  });
}
