// An agent at work, held to the time that its task gives it.
import type { Step } from "@/lib/domain/trajectory";
import type { Agent, AgentRequest, AgentRun } from "@/lib/engine/ports";
import { startTimer } from "@/lib/utils/timer";

/** How an agent has stopped whose time is used up. */
const TIME_LIMIT = "time-limit";

/** Whatever an agent's last command was, it is dead: a git among its processes may have left its lock behind. */
const TAKE_PATCH = "rm -f .git/index.lock; git add -A 2>/dev/null && git diff --cached";

/**
 * The agent's rollout. When its time is up it is stopped, and what it has done until then is its rollout: the steps
 * that it has told of, and the workspace as it then is.
 * @param timeoutMs null: it may take any time
 * @throws what the agent throws
 */
export async function runAgent(
  agent: Agent,
  request: AgentRequest,
  timeoutMs: number | null,
): Promise<AgentRun> {
  if (timeoutMs === null) return agent.run(request);
  const steps: Step[] = [];
  const onStep = (step: Step) => {
    steps.push(step);
    request.onStep(step);
  };
  const timeUp = new AbortController();
  using _timer = startTimer(timeoutMs, () => timeUp.abort(new AgentTimeUpError("The agent's time is up.")));
  const signal = AbortSignal.any([request.signal, timeUp.signal]);
  try {
    return await agent.run({ ...request, onStep, signal });
  } catch (error) {
    request.signal.throwIfAborted();
    if (!(error instanceof AgentTimeUpError)) throw error;
    return leave(request, steps);
  }
}

/** What an agent leaves that could not submit. */
async function leave({ environment, limits, signal }: AgentRequest, steps: Step[]): Promise<AgentRun> {
  const { output, exitCode } = await environment.run(TAKE_PATCH, { timeoutMs: limits.commandMs, signal });
  // Without a repository there is no diff; the workspace is verified all the same.
  const patch = exitCode === 0 ? output : "";
  return { steps, exitStatus: TIME_LIMIT, patch, costUsd: null, inputTokens: null, outputTokens: null };
}

/** The time of one agent is used up. */
class AgentTimeUpError extends Error {
  override readonly name = "AgentTimeUpError";
}
