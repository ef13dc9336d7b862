// Runs one command to its end and holds it to its limits.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, openSync } from "node:fs";
import { Socket } from "node:net";
import { type CommandResult, type EnvironmentLimits, SandboxError } from "@/lib/engine/ports";
import type { DiskGuard } from "./disk-use";
import { headAndTail } from "./head-and-tail";
import { inheritedFiles } from "./inherited-files";
import type { Owner } from "./owner";
import type { ProcessTree } from "./process-tree";

export interface ProcessPlan {
  file: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  owner: Owner | null;
  /** Follows the processes of the started child. */
  tree: (child: ChildProcess) => ProcessTree;
}

export interface ProcessBounds {
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

/** @throws the signal's reason when aborted; SandboxError when the sandbox itself fails */
export async function runProcess(plan: ProcessPlan, bounds: ProcessBounds): Promise<CommandResult> {
  bounds.signal.throwIfAborted();
  const start = performance.now();
  const output = headAndTail(bounds.limits.outputBytes);
  const { child, reader, complaint } = launch(plan, bounds.pipe);
  const exit = exitOf(child);
  const tree = plan.tree(child);
  let ended: Ended = "exited";
  const stop = (why: Ended) => {
    if (ended === "exited") ended = why;
    tree.kill();
  };
  const abort = () => tree.kill();
  const flood = Math.max(LEAST_FLOOD_BYTES, FLOOD * bounds.limits.outputBytes);
  reader.on("data", (chunk: Buffer) => {
    if (output.seen <= flood) output.add(chunk);
    if (output.seen > flood) stop("output");
  });
  const timer = setTimeout(() => stop("timed-out"), bounds.timeoutMs);
  const looks = watch(tree, bounds, stop);
  bounds.signal.addEventListener("abort", abort);
  try {
    const code = await exit;
    const durationMs = performance.now() - start;
    looks.end();
    await drained(reader);
    bounds.signal.throwIfAborted();
    looks.failure();
    if (complaint.text !== "") throw new SandboxError(`The sandbox failed: ${complaint.text.trim()}`);
    if (ended === "exited" && (await bounds.disk.isFull(performance.now()))) ended = "disk";
    const { text, omittedBytes } = output.end();
    return { output: text, exitCode: ended === "exited" ? code : null, ended, omittedBytes, durationMs };
  } finally {
    looks.end();
    clearTimeout(timer);
    bounds.signal.removeEventListener("abort", abort);
    reader.destroy();
  }
}

function launch(plan: ProcessPlan, pipe: string) {
  const reader = new Socket({
    fd: openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK),
    readable: true,
    writable: false,
  });
  const writer = openSync(pipe, constants.O_WRONLY);
  const nothing = openSync("/dev/null", "r");
  try {
    const child: ChildProcess = spawn(plan.file, plan.args, {
      cwd: plan.cwd,
      env: plan.env as NodeJS.ProcessEnv, // Next's types want NODE_ENV in each; a command's has none
      detached: true,
      stdio: descriptors(writer, nothing),
      ...plan.owner,
    });
    const complaint = { text: "" };
    child.stderr?.on("data", (chunk: Buffer) => (complaint.text += chunk.toString("utf8")));
    return { child, reader, complaint };
  } catch (error) {
    reader.destroy();
    throw error;
  } finally {
    closeSync(writer);
    closeSync(nothing);
  }
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("exit", resolve);
    child.once("error", (error) => reject(new SandboxError(`The sandbox does not start: ${error.message}.`)));
  });
}

/** Standard output; what the sandbox itself complains of; its own news (3); nothing in place of inherited files. */
function descriptors(writer: number, nothing: number): (number | "ignore" | "pipe")[] {
  const all: (number | "ignore" | "pipe")[] = ["ignore", writer, "pipe", "pipe"];
  for (const fd of inherited()) {
    while (all.length <= fd) all.push("ignore");
    if (fd > 3) all[fd] = nothing;
  }
  return all;
}

let found: number[] | null = null;
const inherited = () => (found ??= inheritedFiles());

/** Looks at what the processes and their files use until told to end. */
function watch(tree: ProcessTree, { limits, disk }: ProcessBounds, stop: (why: Ended) => void) {
  let isLooking = false;
  let failed: { error: unknown } | null = null;
  const look = async () => {
    const broken = tree.broken(limits);
    if (broken !== null) stop(broken);
    if (await disk.isFull(performance.now())) stop("disk");
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

/** Waits for the end of the output. Processes that an unsafe command left behind may keep it open. */
async function drained(reader: Socket): Promise<void> {
  if (reader.readableEnded) return;
  await Promise.race([once(reader, "end"), new Promise((resolve) => setTimeout(resolve, DRAIN_MS))]);
}
