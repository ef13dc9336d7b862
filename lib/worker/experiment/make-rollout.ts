// One rollout of an experiment: a fresh environment, the agent in it, then, apart from the agent, the hidden tests.
import { updateAttempt, getAttempt } from "@/db/queries/experiments";
import type { Step } from "@/lib/domain/trajectory";
import type { AgentRun, Candidate, Verification } from "@/lib/engine/ports";
import type { RolloutOrder } from "@/lib/engine/pipeline/run-pipeline";
import { loadCandidate } from "@/lib/worker/candidate";
import type { RunDesk } from "@/lib/worker/experiment/desk";
import { saveMadeRollout } from "@/lib/worker/experiment/save-made-rollout";
import type { OpenedTask } from "@/lib/worker/experiment/tools";
import { isStorageError, sayFailure } from "@/lib/worker/failure";
import { LeaseLostError } from "@/lib/worker/lease";
import { invariant } from "@/lib/utils/invariant";

/** One command of an agent at most. */
const COMMAND_MS = 60_000;

/** What an agent and the verifier have left of a rollout. */
export interface MadeRollout {
  order: RolloutOrder;
  run: AgentRun;
  verification: Verification | null;
  startedAt: number;
  finishedAt: number;
}

/**
 * The rollout of an order: as it was made before, or made now. Null when it failed (noted with its sentence) or when
 * the budget allows no more.
 * @throws the signal's reason when aborted; LeaseLostError; Error when the data directory cannot be written
 */
export async function makeRollout(
  desk: RunDesk,
  opened: OpenedTask | null,
  order: RolloutOrder,
  signal: AbortSignal,
): Promise<Candidate | null> {
  const { db, run, budget } = desk;
  const known = getAttempt(db, run.id, order.key)?.rolloutId ?? null;
  if (known !== null) return loadCandidate(db, known).candidate;
  invariant(opened, `run ${run.id} has rollouts to make and no task`);
  try {
    return await desk.slot(async () => {
      if (budget.refusal() !== null) return null;
      note(desk, order, { status: "running", startedAt: Date.now(), doing: "preparing the environment" });
      const made = await make(desk, opened, order, AbortSignal.any([signal, budget.timeUp]));
      return loadCandidate(db, await saveMadeRollout(desk, opened, made)).candidate;
    }, signal);
  } catch (error) {
    if (signal.aborted || error instanceof LeaseLostError || isStorageError(error)) throw error;
    const stopped = budget.timeUp.aborted;
    const change = stopped
      ? { status: "cancelled" as const, error: null }
      : { status: "failed" as const, error: sayFailure(error) };
    note(desk, order, { ...change, doing: null, finishedAt: Date.now() });
    return null;
  }
}

async function make(
  desk: RunDesk,
  opened: OpenedTask,
  order: RolloutOrder,
  signal: AbortSignal,
): Promise<MadeRollout> {
  const { tools, sandbox, experiment } = desk;
  invariant(sandbox, `run ${desk.run.id} has rollouts to make and no sandbox`);
  const startedAt = Date.now();
  await using environment = await sandbox.open(opened.environment, signal);
  const run = await tools.agent.run({
    task: opened.task,
    context: order.context?.text ?? null,
    environment,
    seed: order.seed,
    limits: { steps: experiment.settings.caps.steps, commandMs: COMMAND_MS },
    onStep: (step) => noteStep(desk, order, step),
    signal,
  });
  if (opened.verifier) note(desk, order, { doing: "running the hidden tests" });
  const verification = (await opened.verifier?.verify(environment, signal)) ?? null;
  return { order, run, verification, startedAt, finishedAt: Date.now() };
}

function noteStep(desk: RunDesk, order: RolloutOrder, step: Step): void {
  if (step.kind !== "agent") return;
  const steps = (getAttempt(desk.db, desk.run.id, order.key)?.steps ?? 0) + 1;
  note(desk, order, { steps, doing: `step ${steps}` });
}

function note(desk: RunDesk, order: RolloutOrder, change: Parameters<typeof updateAttempt>[3]): void {
  desk.db.transaction(() => {
    desk.lease.confirm();
    updateAttempt(desk.db, desk.run, order.key, change);
  });
}
