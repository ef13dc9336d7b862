// A task as the engine is given it, wherever it came from: plain data, nothing opened yet.

/** What a task's workspace is filled with. All paths on the host are real paths. */
export type TaskFiles =
  /** Chosen files of a folder, as a Dockerfile's COPY lines choose them. */
  | { kind: "copies"; root: string; copies: readonly TaskCopy[] }
  /** The whole folder. */
  | { kind: "folder"; root: string }
  /** The files of one git tree, and the untracked node_modules folder beside them. */
  | { kind: "tree"; root: string; tree: string };

/** One file or folder, and its place in the workspace; both relative, with "/". "." is the folder itself. */
export interface TaskCopy {
  from: string;
  to: string;
}

/** What the task asks for and no sandbox of the operating system can give. */
export interface TaskNeed {
  sandbox: "docker";
  /** The line that asks for it, as it is written. */
  line: string;
  /** Where that line stands: "environment/Dockerfile, line 3". */
  where: string;
  /** One sentence for a person, what to do included. */
  reason: string;
}

export interface TaskSource {
  /** "playoff/money-split" as task.toml says; otherwise the folder's name. */
  name: string;
  /** Real path of the folder that it was read from. */
  folder: string;
  /** SHA-256 of its content, hex: the same for the same files anywhere. */
  checksum: string;
  instruction: string;
  files: TaskFiles;
  /** Absolute path at which the task expects its workspace. */
  workdir: string;
  /** Environment variables that its commands expect. */
  env: Readonly<Record<string, string>>;
  /** For EnvironmentSpec.setUp: makes the workspace a git repository with one commit. */
  setUp: readonly string[];
  /** Runs the tests that an agent may see; null when the task names none. */
  testCommand: string | null;
  /** Folder with test.sh and what it needs; null when nothing grades the task. Never shown to an agent. */
  hiddenTests: string | null;
  /** Milliseconds; null: the task sets no limit. */
  timeouts: { agentMs: number | null; verifierMs: number; setUpMs: number };
  /** Megabytes; null: the task does not say. */
  resources: { memoryMb: number | null; diskMb: number | null };
  /** Null when a sandbox of the operating system is enough; otherwise launching must refuse with its reason. */
  needs: TaskNeed | null;
  /** Sentences on what is done differently from what the task or the folder says; to be said before a start. */
  notes: readonly string[];
}

/** A task that cannot be read. The message is one sentence for a person. */
export class TaskError extends Error {
  override readonly name = "TaskError";
}

/** The sentence with which a launch is refused. */
export function dockerNeed(line: string, where: string): TaskNeed {
  const reason = `${where} says "${line}", which the operating system's sandbox cannot follow: the task needs Docker, which Playoff does not run yet. Choose a task without it.`;
  return { sandbox: "docker", line, where, reason };
}
