// Real worker processes, for tests that end them in the middle of their work.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished } from "vitest";

const root = path.resolve(import.meta.dirname, "../../..");

/** Starts a worker on a data directory; call it inside a test, which leaves none running. */
export function startWorker(home: string): ChildProcess {
  const args = ["--conditions=react-server", "--import", "tsx", path.join("lib", "worker", "main.ts")];
  const env = { ...process.env, PLAYOFF_HOME: home };
  const worker = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  onTestFinished(() => void worker.kill("SIGKILL"));
  return worker;
}

/** Kills a worker, or asks it to stop, which must end well; resolves when it is gone. */
export async function endWorker(worker: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  const exit = once(worker, "exit");
  worker.kill(signal);
  await exit;
  expect(signal === "SIGKILL" ? worker.signalCode : worker.exitCode).toBe(signal === "SIGKILL" ? signal : 0);
}

/**
 * Looks until a worker has got somewhere: often where the moment matters, seldom where it does not, since looking
 * takes the worker's time.
 * @throws the signal's reason when the test is over
 */
export async function until(isReached: () => boolean, signal: AbortSignal, everyMs = 2): Promise<void> {
  while (!isReached()) {
    signal.throwIfAborted();
    await sleep(everyMs);
  }
}
