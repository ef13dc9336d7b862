// A rollout as a trial folder in Harbor's layout: result.json, agent/trajectory.json, verifier/. What does not exist
// (tokens, cost, a model) is null, never 0.
import { toAtif } from "@/lib/export/atif";
import type { AgentRun, Verification } from "@/lib/engine/ports";

export interface TrialInput {
  /** Folder and name of the trial: "money-split__0-1-07". */
  name: string;
  /** Tells this attempt from all others. */
  id: string;
  task: { name: string; checksum: string | null };
  agent: { name: string; version: string; model: string | null };
  seed: string;
  run: AgentRun;
  /** Null when the task has no hidden tests. */
  verification: Verification | null;
  /** ISO 8601. */
  startedAt: string;
  finishedAt: string;
}

/** The trajectory's place in its trial's folder. */
export const TRAJECTORY_FILE = "agent/trajectory.json";

/** The files of a trial: path within its folder to content. */
export function trialFiles(trial: TrialInput): Map<string, string> {
  const { id, agent, run, verification } = trial;
  const { steps, exitStatus, patch } = run;
  const files = new Map([
    ["result.json", toJson(trialResult(trial))],
    [TRAJECTORY_FILE, toJson(toAtif({ trajectoryId: id, agent, steps, exitStatus, patch }))],
  ]);
  if (verification !== null) {
    files.set("verifier/test-stdout.txt", verification.output);
    if (verification.reward !== null) files.set("verifier/reward.txt", `${verification.reward}\n`);
  }
  return files;
}

function trialResult(trial: TrialInput): object {
  const { name, id, task, agent, run, seed, verification } = trial;
  return {
    id,
    task_name: task.name,
    trial_name: name,
    trial_uri: name,
    task_checksum: task.checksum,
    source: null,
    config: {
      trial_name: name,
      agent: { name: agent.name, model_name: agent.model, kwargs: { seed } },
    },
    agent_info: { name: agent.name, version: agent.version, model_info: modelInfo(agent.model) },
    agent_result: {
      n_input_tokens: run.inputTokens,
      n_cache_tokens: null,
      n_output_tokens: run.outputTokens,
      cost_usd: run.costUsd,
      rollout_details: null,
      metadata: { exit_status: run.exitStatus },
    },
    verifier_result: verifierResult(verification?.reward ?? null),
    exception_info: exceptionOf(verification, trial.finishedAt),
    started_at: trial.startedAt,
    finished_at: trial.finishedAt,
  };
}

function modelInfo(model: string | null): object | null {
  return model === null ? null : { name: model };
}

function verifierResult(reward: number | null): object | null {
  return reward === null ? null : { rewards: { reward } };
}

/** A verifier without a result is told as Harbor tells it, so that no reader takes it for a failed attempt. */
function exceptionOf(verification: Verification | null, at: string): object | null {
  if (verification === null || verification.reward !== null) return null;
  return {
    exception_type: "VerifierError",
    exception_message: verification.note ?? "The hidden tests gave no reward.",
    exception_traceback: "",
    occurred_at: at,
  };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
