// Runs one command to its end and holds it to its limits.
import { once } from "node:events";
import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { type CommandResult, type EnvironmentLimits, SandboxError } from "@/lib/engine/ports";
import { startTimer } from "@/lib/utils/timer";
import type { DiskGuard } from "./disk-use";
import { headAndTail } from "./head-and-tail";
import type { ProcessTree } from "./process-tree";

/** A command that has been started. */
export interface RunningCommand {
  tree: ProcessTree;
  /** Its exit code, null when it was killed; nothing of it runs then. @throws SandboxError */
  exit: Promise<number | null>;
}

/** Starts the commands of one environment, one at a time. */
export interface Launcher {
  /** Makes the named pipe for output, once. @throws SandboxError */
  prepare(output: string): Promise<void>;
  /**
   * @param env added to the few variables that all commands have
   * @param output a named pipe for standard output and standard error
   */
  start(command: string, env: Readonly<Record<string, string>>, output: string): RunningCommand;
  /** Kills what runs. Nothing is started afterwards. */
  end(): void;
}

export interface CommandBounds {
  timeoutMs: number;
  signal: AbortSignal;
  limits: EnvironmentLimits;
  disk: DiskGuard;
  /** A named pipe that takes the output: commands may open /dev/stdout again, which a socket does not allow. */
  pipe: string;
}

type Ended = CommandResult["ended"];

const LOOK_MS = 50;
/** Output is read and thrown away up to so many times of what is kept; then the command is killed. */
const FLOOD = 100;
const LEAST_FLOOD_BYTES = 8 * 1024 * 1024;
/** How long output may take to arrive when the command is gone. */
const DRAIN_MS = 500;

/**
 * @param start starts the command, whose output goes to the pipe
 * @throws the signal's reason when aborted; SandboxError when the sandbox itself fails
 */
export async function runCommand(start: () => RunningCommand, bounds: CommandBounds): Promise<CommandResult> {
  bounds.signal.throwIfAborted();
  const startedAt = performance.now();
  const output = headAndTail(bounds.limits.outputBytes);
  const flood = Math.max(LEAST_FLOOD_BYTES, FLOOD * bounds.limits.outputBytes);
  const pipe = openPipe(bounds.pipe);
  const { tree, exit } = start();
  let ended: Ended = "exited";
  const stop = (why: Ended) => {
    if (ended === "exited") ended = why;
    tree.kill();
  };
  pipe.reader.on("data", (chunk: Buffer) => {
    if (output.seen <= flood) output.add(chunk);
    else stop("output");
  });
  const abort = () => tree.kill();
  bounds.signal.addEventListener("abort", abort);
  using _timer = startTimer(bounds.timeoutMs, () => stop("timed-out"));
  const looks = watch(tree, bounds, stop);
  try {
    const code = await exit;
    const durationMs = performance.now() - startedAt;
    looks.end();
    await pipe.drain();
    bounds.signal.throwIfAborted();
    looks.failure();
    if (ended === "exited" && (await bounds.disk.isFull(performance.now(), () => 0))) ended = "disk";
    const { text, omittedBytes } = output.end();
    return { output: text, exitCode: ended === "exited" ? code : null, ended, omittedBytes, durationMs };
  } finally {
    looks.end();
    bounds.signal.removeEventListener("abort", abort);
    pipe.close();
  }
}

/** Both ends: a pipe without a writer is at its end, so ours stays open until the command is gone. */
function openPipe(file: string) {
  const readEnd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  const reader = new Socket({ fd: readEnd, readable: true, writable: false });
  let writeEnd: number | null = openSync(file, constants.O_WRONLY);
  const closeWriter = () => {
    if (writeEnd !== null) closeSync(writeEnd);
    writeEnd = null;
  };
  return {
    reader,
    /** Waits for the last of the output. Processes that an unsafe command left behind may keep the pipe open. */
    async drain() {
      const end = once(reader, "end");
      closeWriter();
      await Promise.race([end, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
    },
    close() {
      closeWriter();
      reader.destroy();
    },
  };
}

/** Looks at what the processes and their files use until told to end. */
function watch(tree: ProcessTree, { limits, disk }: CommandBounds, stop: (why: Ended) => void) {
  let isLooking = false;
  let failed: { error: unknown } | null = null;
  const look = async () => {
    const broken = tree.broken(limits);
    if (broken !== null) stop(broken);
    if (await disk.isFull(performance.now(), () => tree.unnamedBytes())) stop("disk");
  };
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    look().then(
      () => (isLooking = false),
      (error: unknown) => {
        failed = { error };
        tree.kill(); // what cannot be watched must not run
      },
    );
  }, LOOK_MS);
  return {
    end: () => clearInterval(timer),
    /** @throws what went wrong while looking */
    failure: () => {
      if (failed !== null) throw new SandboxError(`The limits cannot be watched: ${String(failed.error)}.`);
    },
  };
}
