// What an experiment works with. Given from outside, so that tests need neither a sandbox nor tasks on the disk.
import type { TaskReference } from "@/lib/domain/experiment";
import type { Agent, AgentTask, EnvironmentSpec, Judge, Sandbox, Verifier } from "@/lib/engine/ports";

/** A task made ready to be run. Disposing it removes what was prepared. */
export interface OpenedTask extends AsyncDisposable {
  task: AgentTask;
  /** Of the task's content. */
  checksum: string;
  environment: EnvironmentSpec;
  /** What an agent may take for one rollout; null: any time. */
  agentMs: number | null;
  /** Null when the task has no hidden tests: verdicts stay unknown. */
  verifier: Verifier | null;
}

export interface ExperimentTools {
  /** @throws Error with the exact way out when commands cannot be isolated here */
  openSandbox(unsafe: boolean): Promise<Sandbox>;
  /** @throws Error when the task cannot be read, or needs what the sandbox has not */
  openTask(reference: Extract<TaskReference, { path: string }>): Promise<OpenedTask>;
  agent: Agent;
  judge: Judge;
}
