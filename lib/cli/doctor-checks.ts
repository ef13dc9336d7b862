// The checks of "playoff doctor", each with a sentence that says what is and, when it fails, what to do.
import { accessSync, constants, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { countAll } from "@/db/queries/rollouts";
import { listUnfinishedWork } from "@/db/queries/unfinished-work";
import { CommandError, type CommandContext } from "@/lib/cli/command";
import { count } from "@/lib/cli/output";
import { withDatabase } from "@/lib/cli/with-database";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { sayFailure } from "@/lib/worker/failure";

export interface Check {
  name: string;
  ok: boolean;
  sentence: string;
}

/** A worker looks for work several times a second; what waits for longer has none. */
const UNTAKEN_MS = 10_000;

/** Runs all checks. The database is made where it is missing, as by every command. */
export async function runChecks(context: CommandContext): Promise<Check[]> {
  const machine = [checkNode(process.versions.node), await checkSandbox()];
  try {
    return await withDatabase(context, (db) => [...machine, ...checkData(db, context.env.home)]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return [...machine, { name: "data directory", ok: false, sentence: error.message }];
  }
}

function checkData(db: Db, home: string): Check[] {
  const checks: [string, () => Omit<Check, "name">][] = [
    ["data directory", () => checkFolder(home)],
    ["schema", () => checkSchema(db)],
    ["SQLite", () => checkSqlite(db)],
    ["contents", () => describeContents(db)],
    ["worker", () => checkWorker(db, Date.now())],
  ];
  return checks.map(([name, run]) => {
    try {
      return { name, ...run() };
    } catch (error) {
      return { name, ok: false, sentence: `The check of the ${name} failed: ${sayFailure(error)}` };
    }
  });
}

function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const ok = major >= 24 || (major === 22 && minor >= 15);
  const advice = ok ? "" : " Playoff needs Node 22.15, or 24 and later: https://nodejs.org.";
  return { name: "Node", ok, sentence: `This is Node ${version}.${advice}` };
}

/** By running a command in it. */
async function checkSandbox(): Promise<Check> {
  const choice = await chooseSandbox();
  if ("missing" in choice) return { name: "sandbox", ok: false, sentence: choice.missing };
  return { name: "sandbox", ok: true, sentence: `Agents run in a sandbox: ${choice.sandbox.id} works.` };
}

function checkFolder(home: string): Omit<Check, "name"> {
  accessSync(home, constants.R_OK | constants.W_OK);
  const entries = readdirSync(home, { recursive: true, withFileTypes: true });
  const bytes = entries
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
  const size = (bytes / 1024 / 1024).toFixed(1);
  return { ok: true, sentence: `The data directory ${home} can be written and holds ${size} MB.` };
}

function checkSchema(db: Db): Omit<Check, "name"> {
  const row = db.get<{ applied: number }>(sql`select count(*) as applied from __drizzle_migrations`);
  return { ok: row.applied > 0, sentence: `The schema is up to date (${count(row.applied, "migration")}).` };
}

function checkSqlite(db: Db): Omit<Check, "name"> {
  const { version } = db.get<{ version: string }>(sql`select sqlite_version() as version`);
  const verdict = db.$client.pragma("quick_check", { simple: true });
  const ok = verdict === "ok";
  const state = ok ? "is whole" : `is damaged: ${String(verdict)}; restore it from a copy`;
  return { ok, sentence: `SQLite is ${version} and the database ${state}.` };
}

function describeContents(db: Db): Omit<Check, "name"> {
  const { tasks, rollouts } = countAll(db);
  return { ok: true, sentence: `There are ${count(tasks, "task")} and ${count(rollouts, "rollout")}.` };
}

function checkWorker(db: Db, now: number): Omit<Check, "name"> {
  const work = listUnfinishedWork(db);
  const held = work.filter((unit) => unit.leaseUntil !== null && unit.leaseUntil > now);
  const untaken = work.filter((unit) => !held.includes(unit) && now - unit.createdAt > UNTAKEN_MS);
  if (held.length > 0) return { ok: true, sentence: `A worker is busy (${held.length} of ${work.length}).` };
  if (untaken.length === 0) return { ok: true, sentence: "No work is waiting for a worker." };
  const waiting = `${untaken.length} of ${work.length}`;
  const advice = 'start one with "npm start" or "playoff worker".';
  return { ok: false, sentence: `No worker is running and work is waiting (${waiting}): ${advice}` };
}
