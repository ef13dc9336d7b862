// An experiment whose worker is killed ten times at random moments leaves the same rows behind as one that was never
// disturbed: nothing is lost, nothing is done twice. Real processes, real sandboxes, a real database file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { getExperimentRow, insertExperiment } from "@/db/queries/experiments";
import { upsertTask } from "@/db/queries/tasks";
import { paperSettings } from "@/lib/domain/experiment";
import { instanceTaskId } from "@/lib/domain/task-id";
import { createRandom } from "@/lib/engine/random";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { loadTask } from "@/lib/tasks/load-task";
import { openHome } from "@/lib/worker/open-home";
import { dumpExperiment } from "@/lib/worker/testing/dump-experiment";
import { endWorker, startWorker, until } from "@/lib/worker/testing/worker-process";

const KILLS = 10;
const ID = "x1";
const root = path.resolve(import.meta.dirname, "../../..");
const folder = mkdtempSync(path.join(tmpdir(), "playoff-experiment-kills-"));
const sandbox = await chooseSandbox();
// Without a sandbox the law is the same; only what commands may do differs.
const unsafe = "missing" in sandbox;

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

async function openExperiment(name: string): Promise<{ home: string; db: Db }> {
  const home = path.join(folder, name);
  const db = await openHome(home);
  const taskFolder = path.join(root, "tasks", "money-split");
  const task = await loadTask(taskFolder);
  const taskId = instanceTaskId(task.name, null);
  const statement = task.instruction;
  upsertTask(db, { id: taskId, source: null, instanceId: task.name, title: task.name, statement });
  insertExperiment(db, {
    id: ID,
    title: "kills",
    origin: "run",
    settings: {
      ...paperSettings,
      rollouts: 4,
      keep: 2,
      votes: 3,
      unsafe,
      caps: { ...paperSettings.caps, steps: 16 },
    },
    estimate: null,
    runs: [{ taskId, source: { path: taskFolder }, checksum: task.checksum }],
  });
  return { home, db };
}

async function finish(home: string, db: Db, signal: AbortSignal) {
  const isFinished = () => getExperimentRow(db, ID)?.status === "finished";
  // A kill may have come when all was done: a worker without work would be asked to stop before it can hear.
  if (!isFinished()) {
    const worker = startWorker(home);
    await until(isFinished, signal, 20);
    await endWorker(worker, "SIGTERM");
  }
  db.$client.close();
  return dumpExperiment(home);
}

/** Lets a worker get somewhere, then kills it after a random pause. */
async function killSomewhere(home: string, db: Db, pauseMs: number, signal: AbortSignal): Promise<void> {
  const before = getExperimentRow(db, ID)?.workedMs ?? 0;
  const worker = startWorker(home);
  await until(() => getExperimentRow(db, ID)?.workedMs !== before, signal);
  await sleep(pauseMs);
  await endWorker(worker, "SIGKILL");
}

test(
  `killed ${KILLS} times at random moments, it leaves the rows of an undisturbed run${unsafe ? " (without a sandbox: none works here)" : ""}`,
  { timeout: 400_000 },
  async ({ signal }) => {
    const undisturbed = await openExperiment("undisturbed");
    const expected = await finish(undisturbed.home, undisturbed.db, signal);
    expect(expected["attempt"]).toHaveLength(8);
    expect(expected["rollout"]).toHaveLength(8);
    expect(expected["verification"]).toHaveLength(8);
    expect(expected["refinement_context"]?.length).toBeGreaterThan(0);
    expect(expected["tournament"]).toHaveLength(2);

    const killed = await openExperiment("killed");
    const random = createRandom(`kills ${Date.now()}`);
    for (let kill = 0; kill < KILLS; kill += 1) {
      if (getExperimentRow(killed.db, ID)?.status === "finished") break;
      await killSomewhere(killed.home, killed.db, random.integer(1_500), signal);
    }
    expect(await finish(killed.home, killed.db, signal)).toEqual(expected);
  },
);
