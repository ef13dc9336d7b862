// One command from its start to its end: output kept, limits watched, and everything of it gone afterwards.
import { spawn, type ChildProcess } from "node:child_process";
import {
  SandboxError,
  type CommandResult,
  type EnvironmentLimits,
  type RunOptions,
} from "@/lib/engine/ports";
import { createOutputKeeper } from "@/lib/engine/sandboxes/output-keeper";
import { folderBytes } from "@/lib/engine/sandboxes/folder-size";
import { measureTree } from "@/lib/engine/sandboxes/process-tree";

/** How often limits are looked at. Short commands are over before the first look. */
const LOOK_MS = 60;
/** Looks between two sums of the files, which cost more. */
const LOOKS_PER_FOLDER = 5;
const BYTES_PER_MB = 1024 * 1024;

export interface Launch {
  program: string;
  args: readonly string[];
  cwd?: string;
  env: Readonly<Record<string, string>>;
  /** Kills everything that was started; called at most once. */
  kill(child: ChildProcess): void;
  /** Folders whose files count against the disk limit. */
  folders: readonly string[];
  /** True when what the program writes to standard error is about itself and not the command's output. */
  ownErrors: boolean;
}

/**
 * Runs a program to its end.
 * @throws the signal's reason when aborted; SandboxError when the program cannot be started or fails by itself
 */
export async function supervise(
  launch: Launch,
  limits: EnvironmentLimits,
  { timeoutMs, signal }: RunOptions,
): Promise<CommandResult> {
  signal.throwIfAborted();
  const startedAt = performance.now();
  const keeper = createOutputKeeper(limits.outputBytes);
  const child = spawn(launch.program, launch.args, {
    cwd: launch.cwd,
    env: launch.env as NodeJS.ProcessEnv, // Next's types want NODE_ENV in each; a command's has none
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let ended: CommandResult["ended"] = "exited";
  let isKilled = false;
  const end = (reason: CommandResult["ended"]) => {
    if (isKilled) return;
    isKilled = true;
    ended = reason;
    launch.kill(child);
  };
  const abort = () => end("timed-out");
  const clock = setTimeout(() => end("timed-out"), timeoutMs);
  const watch = watchLimits(child, launch.folders, limits, end);
  signal.addEventListener("abort", abort, { once: true });
  let ownError = "";
  child.stdout.on("data", (piece: Buffer) => {
    keeper.add(piece);
    if (keeper.isFlood()) end("output");
  });
  child.stderr.on("data", (piece: Buffer) => {
    if (launch.ownErrors) ownError += piece.toString("utf8");
    else keeper.add(piece);
    if (keeper.isFlood()) end("output");
  });
  try {
    const exitCode = await waitForEnd(child, launch.program);
    signal.throwIfAborted();
    if (ownError !== "" && !isKilled) throw new SandboxError(`The sandbox failed: ${firstLine(ownError)}.`);
    const { text, omittedBytes } = keeper.finish();
    const durationMs = performance.now() - startedAt;
    return { output: text, exitCode: isKilled ? null : exitCode, ended, omittedBytes, durationMs };
  } finally {
    clearTimeout(clock);
    watch.stop();
    signal.removeEventListener("abort", abort);
    if (!isKilled) launch.kill(child);
  }
}

function waitForEnd(child: ChildProcess, program: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", (error) =>
      reject(new SandboxError(`${program} cannot be started: ${error.message}.`, { cause: error })),
    );
    child.once("close", (code) => resolve(code));
  });
}

function watchLimits(
  child: ChildProcess,
  folders: readonly string[],
  limits: EnvironmentLimits,
  end: (reason: "memory" | "processes" | "disk") => void,
): { stop(): void } {
  let looks = 0;
  const look = () => {
    looks += 1;
    if (child.pid !== undefined && process.platform === "linux") {
      const use = measureTree(child.pid, limits.processes + 1);
      if (use.processes > limits.processes) end("processes");
      if (use.memoryBytes > limits.memoryMb * BYTES_PER_MB) end("memory");
    }
    if (looks % LOOKS_PER_FOLDER === 0 && folderBytes(folders, limits.diskMb * BYTES_PER_MB) === "over")
      end("disk");
  };
  const timer = setInterval(look, LOOK_MS);
  return { stop: () => clearInterval(timer) };
}

function firstLine(text: string): string {
  return (text.split("\n")[0] ?? "").replace(/\.$/, "");
}
