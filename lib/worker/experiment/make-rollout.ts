// One rollout of an experiment: a fresh environment, the agent in it, then, apart from the agent, the hidden tests.
import { updateAttempt, getAttempt } from "@/db/queries/experiments";
import type { Step } from "@/lib/domain/trajectory";
import type { AgentRun, Candidate, Verification } from "@/lib/engine/ports";
import type { RolloutOrder } from "@/lib/engine/pipeline/run-pipeline";
import { loadCandidate } from "@/lib/worker/candidate";
import type { RunDesk } from "@/lib/worker/experiment/desk";
import { runAgent } from "@/lib/worker/experiment/run-agent";
import { saveMadeRollout } from "@/lib/worker/experiment/save-made-rollout";
import type { Template } from "@/lib/worker/experiment/template";
import type { OpenedTask } from "@/lib/worker/experiment/tools";
import { isStorageError, sayFailure } from "@/lib/worker/failure";
import { LeaseLostError } from "@/lib/worker/lease";
import { invariant } from "@/lib/utils/invariant";

/** One command of an agent at most. */
const COMMAND_MS = 60_000;

/** What the rollouts of a run are made of. */
export interface Workplace {
  task: OpenedTask;
  template: Template;
}

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
  workplace: Workplace | null,
  order: RolloutOrder,
  signal: AbortSignal,
): Promise<Candidate | null> {
  const { db, run, budget } = desk;
  const known = getAttempt(db, run.id, order.key)?.rolloutId ?? null;
  if (known !== null) return loadCandidate(db, known).candidate;
  invariant(workplace, `run ${run.id} has rollouts to make and no task`);
  try {
    return await desk.slot(async () => {
      if (budget.refusal() !== null) return null;
      note(desk, order, { status: "running", startedAt: Date.now(), doing: "preparing the environment" });
      const made = await make(desk, workplace, order, AbortSignal.any([signal, budget.timeUp]));
      return loadCandidate(db, await saveMadeRollout(desk, workplace.task, made)).candidate;
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
  { task: opened, template }: Workplace,
  order: RolloutOrder,
  signal: AbortSignal,
): Promise<MadeRollout> {
  const { tools, experiment } = desk;
  const startedAt = Date.now();
  await using environment = await template.open();
  const request = {
    task: opened.task,
    context: order.context?.text ?? null,
    environment,
    seed: order.seed,
    limits: { steps: experiment.settings.caps.steps, commandMs: COMMAND_MS },
    onStep: noteSteps(desk, order),
    signal,
  };
  const run = await runAgent(tools.agent, request, opened.agentMs);
  if (opened.verifier) note(desk, order, { doing: "running the hidden tests" });
  const verification = (await opened.verifier?.verify(environment, signal)) ?? null;
  return { order, run, verification, startedAt, finishedAt: Date.now() };
}

/** Notes each step that the agent has taken. */
function noteSteps(desk: RunDesk, order: RolloutOrder): (step: Step) => void {
  let steps = 0;
  return ({ kind }) => {
    if (kind !== "agent") return;
    steps += 1;
    note(desk, order, { steps, doing: `step ${steps}` });
  };
}

function note(desk: RunDesk, order: RolloutOrder, change: Parameters<typeof updateAttempt>[3]): void {
  desk.db.transaction(() => {
    desk.lease.confirm();
    updateAttempt(desk.db, desk.run, order.key, change);
  });
}
