// An import of 2,000 files whose worker is killed at random moments ends complete and without duplicates.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { getImportRow, insertImport } from "@/db/queries/imports";
import { openHome } from "@/lib/worker/open-home";
import { writeSmallLogs } from "@/lib/worker/testing/small-logs";
import { endWorker, startWorker, until } from "@/lib/worker/testing/worker-process";

const FILES = 2_000;
const KILLS = 4;
const folder = mkdtempSync(path.join(tmpdir(), "playoff-kills-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

const LINES = "select count(*) from import_file";

function count(db: Db, sql: string): number {
  return Number(db.$client.prepare(sql).pluck().get());
}

function isFinished(db: Db): boolean {
  return getImportRow(db, "i1")?.status === "finished";
}

/** Kills the worker after a random pause once it has got somewhere. */
async function killSomewhere(home: string, db: Db, signal: AbortSignal): Promise<void> {
  const worker = startWorker(home);
  const before = count(db, LINES);
  await until(() => count(db, LINES) >= before + 20 || isFinished(db), signal);
  await sleep(Math.random() * 400);
  await endWorker(worker, "SIGKILL");
}

test(
  "killed again and again, it ends with each file and each rollout once",
  { timeout: 240_000 },
  async ({ signal }) => {
    const logs = path.join(folder, "logs");
    const home = path.join(folder, "home");
    writeSmallLogs(logs, FILES, 20);
    const db = await openHome(home);
    insertImport(db, { id: "i1", title: "logs", paths: [logs] });
    for (let kill = 0; kill < KILLS; kill += 1) await killSomewhere(home, db, signal);
    // A kill may have come when all was done: a worker without work would be asked to stop before it can hear.
    if (!isFinished(db)) {
      const worker = startWorker(home);
      await until(() => isFinished(db), signal, 20);
      await endWorker(worker, "SIGTERM");
    }
    expect(count(db, LINES)).toBe(FILES);
    expect(count(db, "select count(*) from rollout")).toBe(FILES);
    expect(count(db, "select count(distinct value) from import_file, json_each(rollouts)")).toBe(FILES);
    expect(count(db, "select count(*) from (select task_id, number from rollout group by 1, 2)")).toBe(FILES);
    expect(count(db, "select count(*) from rollout where id not in (select rollout_id from step)")).toBe(0);
    db.$client.close();
  },
);
