// A worker that is killed at any moment loses nothing and does nothing twice: the next one ends with the same rows
// as a worker that was never disturbed. Real processes, a real database file.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { getImport, insertImport } from "@/db/queries/imports";
import { listRollouts } from "@/db/queries/rollouts";
import { findTasks } from "@/db/queries/tasks";
import { getTournament, insertTournament } from "@/db/queries/tournaments";
import { defaultTournamentSettings } from "@/lib/domain/tournament";
import { openHome } from "@/lib/worker/open-home";
import { dumpHome } from "@/lib/worker/testing/dump";
import { writeSmallLogs } from "@/lib/worker/testing/small-logs";
import { endWorker, startWorker, until } from "@/lib/worker/testing/worker-process";

const TASKS = 5;
const CANDIDATES = 33;
const LOGS = TASKS * CANDIDATES;
const folder = mkdtempSync(path.join(tmpdir(), "playoff-kill-"));
const logs = path.join(folder, "logs");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Disturbance {
  by: "SIGKILL" | "SIGTERM";
  /** In the middle of the import and of the tournament. */
  files: number;
  votes: number;
}

/** Carries out an import and a tournament over its rollouts, with the worker ended in the middle of each. */
async function carryOut(name: string, disturbance: Disturbance | null, signal: AbortSignal) {
  const home = path.join(folder, name);
  const db = await openHome(home);
  insertImport(db, { id: "i1", title: "logs", paths: [logs] });
  const filesDone = () => getImport(db, "i1")?.filesDone ?? 0;
  let worker = startWorker(home);
  if (disturbance) {
    await until(() => filesDone() >= disturbance.files, signal);
    await endWorker(worker, disturbance.by);
    expect(getImport(db, "i1")).toMatchObject({ status: "running" });
    expect(filesDone()).toBeLessThan(LOGS);
    worker = startWorker(home);
  }
  await until(() => getImport(db, "i1")?.status === "finished", signal, 25);

  const [task] = findTasks(db, "demo__calc-0");
  if (!task) throw new Error("the import has brought no task");
  const candidates = listRollouts(db, task.id).map((rollout) => rollout.id);
  expect(candidates).toHaveLength(CANDIDATES);
  insertTournament(db, { id: "b1", taskId: task.id, settings: defaultTournamentSettings, candidates });
  const votesCast = () => getTournament(db, "b1")?.groups.flatMap((group) => group.votes).length ?? 0;
  if (disturbance) {
    await until(() => votesCast() >= disturbance.votes, signal);
    await endWorker(worker, disturbance.by);
    expect(getTournament(db, "b1")).toMatchObject({ status: "running", champion: null });
    worker = startWorker(home);
  }
  await until(() => getTournament(db, "b1")?.status === "finished", signal, 25);
  await endWorker(worker, "SIGTERM");
  db.$client.close();
  return dumpHome(home);
}

test(
  "a killed or stopped worker leaves the same rows behind as an undisturbed one",
  { timeout: 180_000 },
  async ({ signal }) => {
    writeSmallLogs(logs, LOGS, TASKS);
    const undisturbed = await carryOut("undisturbed", null, signal);
    expect(undisturbed.rollout).toHaveLength(LOGS);
    expect(undisturbed.tournament_group?.length).toBeGreaterThan(CANDIDATES - 2);
    expect(await carryOut("killed", { by: "SIGKILL", files: 60, votes: 20 }, signal)).toEqual(undisturbed);
    expect(await carryOut("stopped", { by: "SIGTERM", files: 20, votes: 60 }, signal)).toEqual(undisturbed);
  },
);
