// A rollout as a trajectory file in ATIF v1.7 (Harbor's RFC 0001), the way other tools read it.
import type { Action, Observation, Step } from "@/lib/domain/trajectory";

export interface AtifInput {
  /** Also its session id. */
  trajectoryId: string;
  agent: { name: string; version: string; model: string | null };
  steps: readonly Step[];
  exitStatus: string;
  patch: string;
}

/**
 * The trajectory as a JSON value. How the agent stopped, its patch and the exit codes of its commands, which ATIF has
 * no fields for, stand under `extra`; Playoff's reader takes them from there.
 */
export function toAtif({ trajectoryId, agent, steps, exitStatus, patch }: AtifInput): object {
  return {
    schema_version: "ATIF-v1.7",
    session_id: trajectoryId,
    trajectory_id: trajectoryId,
    agent: { name: agent.name, version: agent.version, ...(agent.model && { model_name: agent.model }) },
    steps: steps.map(toAtifStep),
    final_metrics: { total_steps: steps.length },
    extra: { exit_status: exitStatus, patch },
  };
}

function toAtifStep(step: Step): object {
  const calls = step.actions.map((action, index) => toCall(action, callId(step, index)));
  const results = step.observations.map((observation) => toResult(observation, step));
  return {
    step_id: step.number,
    ...(step.timestamp && { timestamp: step.timestamp }),
    source: step.kind,
    message: step.message,
    ...(step.reasoning && { reasoning_content: step.reasoning }),
    ...(step.model && { model_name: step.model }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(results.length > 0 && { observation: { results } }),
  };
}

function callId(step: Step, index: number): string {
  return step.actions[index]?.id ?? `call_${step.number}_${index + 1}`;
}

function toCall({ tool, command, input }: Action, id: string): object {
  return { tool_call_id: id, function_name: tool, arguments: input ?? { command } };
}

function toResult({ actionIndex, text, exitCode, isError }: Observation, step: Step): object {
  const extra = {
    ...(exitCode !== null && { exit_code: exitCode }),
    ...(isError !== null && { is_error: isError }),
  };
  return {
    ...(actionIndex !== null && { source_call_id: callId(step, actionIndex) }),
    content: text,
    ...(Object.keys(extra).length > 0 && { extra }),
  };
}
