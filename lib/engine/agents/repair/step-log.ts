// The rollout as it goes: each agent step is a thought, the commands that were really run, and what they printed.
import type { Action, Observation, Step } from "@/lib/domain/trajectory";
import type { AgentRequest, CommandResult } from "@/lib/engine/ports";

/** What is said to an agent before it begins. */
export interface Opening {
  kind: "system" | "user";
  message: string;
}

export class StepLog {
  readonly steps: Step[] = [];
  private taken = 0;

  constructor(
    private readonly request: AgentRequest,
    opening: readonly Opening[],
    private readonly limit: number,
  ) {
    for (const { kind, message } of opening) this.add(kind, message, [], []);
  }

  /** Agent steps that may still be taken. */
  get left(): number {
    return this.limit - this.taken;
  }

  /** One step. @returns the commands' results, in order */
  async take(thought: string, commands: readonly string[] = []): Promise<CommandResult[]> {
    const { environment, limits, signal } = this.request;
    const results: CommandResult[] = [];
    for (const command of commands) {
      results.push(await environment.run(command, { timeoutMs: limits.commandMs, signal }));
    }
    this.taken += 1;
    const actions = commands.map((command, index) => shellAction(command, `call_${this.taken}_${index + 1}`));
    this.add("agent", thought.trim(), actions, results.map(observe));
    return results;
  }

  private add(kind: Step["kind"], message: string, actions: Action[], observations: Observation[]): void {
    const number = this.steps.length + 1;
    const step: Step = {
      number,
      kind,
      message,
      reasoning: null,
      actions,
      observations,
      timestamp: new Date().toISOString(),
      model: null,
      usage: null,
      copied: false,
      note: null,
      ref: `/steps/${number - 1}`,
    };
    this.steps.push(step);
    this.request.onStep(step);
  }
}

function shellAction(command: string, id: string): Action {
  return { id, tool: "bash", command, input: { command } };
}

function observe(result: CommandResult, actionIndex: number): Observation {
  return { actionIndex, text: showResult(result), exitCode: result.exitCode, isError: null };
}

/** The output; an exit code other than 0, or why the command was ended, is told in a last line. */
function showResult({ output, exitCode, ended }: CommandResult): string {
  const text = output.trimEnd();
  if (ended !== "exited") return `${text}\n[stopped: ${ended}]`.trimStart();
  return exitCode === 0 ? text : `${text}\n[exit code: ${exitCode}]`.trimStart();
}
