// The tools of a real experiment: a sandbox of this machine, tasks on its disk, the repair agent, the judge by rules.
import type { TaskReference } from "@/lib/domain/experiment";
import { createRepairAgent } from "@/lib/engine/agents/repair/repair-agent";
import { createRulesJudge } from "@/lib/engine/judges/rules";
import type { EnvironmentLimits } from "@/lib/engine/ports";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { createHarborVerifier } from "@/lib/engine/verifiers/harbor";
import { loadTask } from "@/lib/tasks/load-task";
import { prepareTask } from "@/lib/tasks/prepare-task";
import type { TaskSource } from "@/lib/tasks/task-source";
import type { ExperimentTools, OpenedTask } from "@/lib/worker/experiment/tools";

const DEFAULT_LIMITS: EnvironmentLimits = {
  memoryMb: 2048,
  processes: 200,
  diskMb: 2048,
  outputBytes: 60_000,
};

/** What workers carry experiments out with. */
export function createRealTools(): ExperimentTools {
  return {
    async openSandbox(unsafe) {
      const choice = await chooseSandbox(unsafe);
      if ("missing" in choice) throw new Error(choice.missing);
      return choice.sandbox;
    },
    openTask,
    agent: createRepairAgent(),
    judge: createRulesJudge(),
  };
}

async function openTask(reference: Extract<TaskReference, { path: string }>): Promise<OpenedTask> {
  const source = await loadTask(describeTask(reference));
  const prepared = await prepareTask(source);
  return {
    task: { name: source.name, instruction: source.instruction, testCommand: source.testCommand },
    checksum: source.checksum,
    environment: { ...prepared.spec, limits: limitsOf(source) },
    agentMs: source.timeouts.agentMs,
    verifier:
      source.hiddenTests === null
        ? null
        : createHarborVerifier({ folder: source.hiddenTests, timeoutMs: source.timeouts.verifierMs }),
    [Symbol.asyncDispose]: () => prepared[Symbol.asyncDispose](),
  };
}

/** A task as the loader names it: by its folder, or with a prompt of its own. */
export function describeTask({ path, prompt, test }: Extract<TaskReference, { path: string }>) {
  return prompt === undefined ? path : { path, prompt, ...(test === undefined ? {} : { test }) };
}

function limitsOf({ resources }: TaskSource): EnvironmentLimits {
  return {
    ...DEFAULT_LIMITS,
    memoryMb: resources.memoryMb ?? DEFAULT_LIMITS.memoryMb,
    diskMb: resources.diskMb ?? DEFAULT_LIMITS.diskMb,
  };
}
