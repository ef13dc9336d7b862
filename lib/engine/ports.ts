// What the engine needs from outside. Algorithms import this file and the domain, nothing else; adapters
// (models, agents, sandboxes, stores) implement it.
import type { Evidence } from "@/lib/domain/evidence";
import type { Summary } from "@/lib/domain/summary";
import type { Step } from "@/lib/domain/trajectory";
import type { CriterionVerdict, Vote } from "@/lib/domain/tournament";

/** A rollout as the engine sees it: no agent, no model, no verdict. */
export interface Candidate {
  id: string;
  summary: Summary;
  evidence: Evidence;
  /** False when the rollout has no steps or produced nothing to judge. */
  hasResult: boolean;
  /** Equal for equal patches; absent or null when there is no patch. */
  patchHash?: string | null;
}

/** One call on a judge: the task and the candidates in the order to be shown. */
export interface VoteRequest {
  task: { statement: string | null };
  candidates: readonly Candidate[];
  /** Derived from experiment, seed and position; two votes of a tournament never share it. */
  seed: string;
  /** The group that is voted on; absent when a vote is cast outside of a tournament. */
  group?: VotedGroup;
  signal: AbortSignal;
}

/** A group as a vote on it knows it. */
export interface VotedGroup {
  round: number;
  position: number;
  /** Shared by all votes of the group, and by no other group. */
  seed: string;
}

export interface VoteReply {
  /** Position in `request.candidates`, or null for an abstention. */
  choice: number | null;
  rationale: string;
  criteria: CriterionVerdict[];
  raw: string | null;
  costUsd: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
}

export interface Judge {
  readonly id: string;
  /** Throws when no reply could be had; the engine retries and then records an abstention. */
  vote(request: VoteRequest): Promise<VoteReply>;
}

/** Where a vote stands in its tournament. */
export interface VoteKey {
  round: number;
  position: number;
  index: number;
}

/**
 * Memory of votes. `once` returns the stored vote for the key, or casts it and stores it before returning:
 * a tournament that is run again pays for no vote twice.
 */
export interface VoteStore {
  once(key: VoteKey, cast: () => Promise<Vote>): Promise<Vote>;
}

/** Milliseconds since some fixed moment; injected so that the engine reads no clock of its own. */
export type Clock = () => number;

/** Caps on what one command, or one environment, may use. */
export interface EnvironmentLimits {
  /** Resident memory of all its processes together, megabytes. */
  memoryMb: number;
  /** Processes at a time. */
  processes: number;
  /** Bytes that may be written to the workspace and to temporary files, megabytes. */
  diskMb: number;
  /** Output of one command that is kept; the middle of a longer one is left out, and said to be. */
  outputBytes: number;
}

/** From what a fresh environment is made. */
export interface EnvironmentSpec {
  /** Absolute host folder whose content is copied into the workspace. */
  source: string;
  /** Shell commands that run in the fresh workspace before anybody else does; all must end with exit code 0. */
  setUp: readonly string[];
  /** What the set-up commands may take together, milliseconds; absent: ten minutes. */
  setUpMs?: number;
  /** Where commands see the workspace: "/workspace". Sandboxes that cannot place it there use a folder of their own. */
  workdir: string;
  /** Variables that all commands see, added to the environment's own few. */
  env: Readonly<Record<string, string>>;
  limits: EnvironmentLimits;
}

export interface RunOptions {
  timeoutMs: number;
  signal: AbortSignal;
  /** Added to the environment's own few variables. */
  env?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  /** Standard output and standard error as they came, decoded as UTF-8 (bad bytes replaced). */
  output: string;
  /** Null when the command was killed. */
  exitCode: number | null;
  /** Why it ended: by itself, or killed for its time or for one of the environment's limits. */
  ended: "exited" | "timed-out" | "memory" | "processes" | "disk" | "output";
  /** Bytes left out of `output`. */
  omittedBytes: number;
  durationMs: number;
}

/** One isolated workspace. Disposing it kills what runs in it and removes its files. */
export interface Environment extends AsyncDisposable {
  /** Where commands see the workspace. */
  readonly workdir: string;
  /**
   * Runs `sh -c command` in the workspace; when it has ended, none of its processes is left.
   * @throws the signal's reason when aborted; SandboxError when the sandbox itself fails
   */
  run(command: string, options: RunOptions): Promise<CommandResult>;
  /** A file's bytes, or null when there is none. `path`: absolute as commands see it, or relative to the workspace. */
  readFile(path: string): Promise<Uint8Array | null>;
  /** Copies a host file or folder to `path`, replacing what is there. */
  put(hostPath: string, path: string): Promise<void>;
  /** Where commands see what was put at `path`: the path itself, where the sandbox can place things. */
  locate(path: string): string;
  /** A new environment that begins with a copy of this one's workspace as it is now. */
  fork(): Promise<Environment>;
}

/** Makes environments. */
export interface Sandbox {
  /** "bubblewrap", "seatbelt", "unsafe", later "docker". */
  readonly id: string;
  /** False when commands run with the user's own rights; said on screen. */
  readonly isolated: boolean;
  /** @throws SandboxError when the environment cannot be made: one sentence, what to do included */
  open(spec: EnvironmentSpec, signal: AbortSignal): Promise<Environment>;
}

/** The sandbox, not what runs in it, has failed. The message is one sentence for a person. */
export class SandboxError extends Error {
  override readonly name = "SandboxError";
}

/** A task as an agent gets it: never the hidden tests, never a solution. */
export interface AgentTask {
  /** For logs and screens. */
  name: string;
  instruction: string;
  /** Runs the tests that the agent may see, when the task names a command. */
  testCommand: string | null;
}

/** One rollout to be done. */
export interface AgentRequest {
  task: AgentTask;
  /** The refinement context, exactly as sent; null in an independent rollout (paper, section 2.4). */
  context: string | null;
  environment: Environment;
  /** Everything random in the rollout follows from it. */
  seed: string;
  limits: {
    /** Agent steps at most. */
    steps: number;
    /** One command at most. */
    commandMs: number;
  };
  /** Called after each step, for screens. */
  onStep(step: Step): void;
  signal: AbortSignal;
}

/** What an agent leaves behind. */
export interface AgentRun {
  /** All steps, numbered from 1: system and user messages (the context among them) first. */
  steps: Step[];
  /** How it stopped: "submitted", "step-limit", "nothing-left", … */
  exitStatus: string;
  /** The submitted diff; "" when nothing was changed. */
  patch: string;
  costUsd: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
}

export interface Agent {
  readonly id: string;
  readonly version: string;
  /** The model it asks; null when it asks none. */
  readonly model: string | null;
  /** @throws the signal's reason when aborted; SandboxError; Error when the rollout cannot go on */
  run(request: AgentRequest): Promise<AgentRun>;
}

/** What the hidden tests said of a final workspace. */
export interface Verification {
  /** Null when the verifier did not come to a result: unknown, not "no". */
  resolved: boolean | null;
  reward: number | null;
  exitCode: number | null;
  output: string;
  durationMs: number;
  /** Why the result is unknown; else null. */
  note: string | null;
}

/** Brings hidden tests to a copy of a final workspace and runs them, after the agent has left. */
export interface Verifier {
  verify(final: Environment, signal: AbortSignal): Promise<Verification>;
}
