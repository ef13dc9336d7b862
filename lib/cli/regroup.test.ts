// Regrouping as the command line does it: real logs, a real import, a real database file.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase, type Db } from "@/db/client";
import { insertImport } from "@/db/queries/imports";
import { takeLease } from "@/db/queries/leases";
import { listRollouts } from "@/db/queries/rollouts";
import { findTasks, listTasks } from "@/db/queries/tasks";
import { getTournament } from "@/db/queries/tournaments";
import { runPlayoff } from "@/lib/cli/testing/run-playoff";
import { regroup } from "@/lib/server/regroup";
import { holdLease } from "@/lib/worker/lease";
import { runImport } from "@/lib/worker/run-import";
import { dumpHome } from "@/lib/worker/testing/dump";
import { writeSmallLogs } from "@/lib/worker/testing/small-logs";

let folder: string;
const home = () => path.join(folder, "home");
const logs = () => path.join(folder, "logs");

function playoff(...args: string[]) {
  return runPlayoff({ home: home(), userFolder: folder }, args);
}

function withDb<T>(read: (db: Db) => T): T {
  const db = openDatabase(home());
  try {
    return read(db);
  } finally {
    db.$client.close();
  }
}

/** What the lists show: each task's title and its attempts' numbers and labels. */
function listGroups() {
  return withDb((db) =>
    listTasks(db).map(({ id, title }) => ({
      title,
      attempts: listRollouts(db, id).map(({ number, label }) => `r${number} ${label}`),
    })),
  );
}

/** Touches a log's companion, so that a second reading does not end at "the same bytes". */
function addVerdict(run: string, instance: string): void {
  const report = { [instance]: { resolved: true, patch_exists: true, patch_successfully_applied: true } };
  writeFileSync(path.join(logs(), run, instance, "report.json"), JSON.stringify(report));
}

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "playoff-regroup-"));
  mkdirSync(logs());
  writeSmallLogs(logs(), 6, 2); // run-0 to run-5; the even ones try demo__calc-0
  await playoff("ingest", "logs");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const before = [
  { title: "demo__calc-0", attempts: ["r1 run-0", "r2 run-2", "r3 run-4"] },
  { title: "demo__calc-1", attempts: ["r1 run-1", "r2 run-3", "r3 run-5"] },
];

describe("regroup", () => {
  test("moves rollouts into another task under its next numbers, and back again", async () => {
    expect(listGroups()).toEqual(before);
    const files = readFileSync(path.join(logs(), "run-2", "demo__calc-0", "demo__calc-0.traj.json"));
    const { code, out } = await playoff(
      "regroup",
      "demo__calc-0/r2",
      "demo__calc-0/r3",
      "--task",
      "demo__calc-1",
    );
    expect({ code, out }).toEqual({ code: 0, out: "2 rollouts: 2 moved to demo__calc-1, 0 relabelled.\n" });
    expect(listGroups()).toEqual([
      { title: "demo__calc-0", attempts: ["r1 run-0"] },
      { title: "demo__calc-1", attempts: ["r1 run-1", "r2 run-3", "r3 run-5", "r4 run-2", "r5 run-4"] },
    ]);
    expect((await playoff("regroup", "demo__calc-1/r4", "demo__calc-1/r5", "--clear")).code).toBe(0);
    expect(listGroups()).toEqual(before);
    expect(withDb((db) => db.$client.prepare("select * from regrouping").all())).toEqual([]);
    expect(readFileSync(path.join(logs(), "run-2", "demo__calc-0", "demo__calc-0.traj.json"))).toEqual(files);
  });

  test("a task that loses its attempts is in no list, and comes back with them", async () => {
    await playoff(
      "regroup",
      "demo__calc-0/r1",
      "demo__calc-0/r2",
      "demo__calc-0/r3",
      "--task",
      "All of them",
    );
    expect(listGroups().map((group) => group.title)).toEqual(["All of them", "demo__calc-1"]);
    const ids = ["All of them/r1", "All of them/r2", "All of them/r3"];
    await playoff("regroup", ...ids, "--clear");
    expect(listGroups()).toEqual(before);
  });

  test("survives a second reading of the log, whose other news are taken", async () => {
    await playoff("regroup", "demo__calc-0/r1", "--task", "mine", "--label", "best");
    addVerdict("run-0", "demo__calc-0");
    await playoff("ingest", "logs");
    const [mine] = withDb((db) => findTasks(db, "mine"));
    const rollouts = withDb((db) => listRollouts(db, mine?.id ?? ""));
    expect(rollouts).toMatchObject([{ number: 1, label: "best", resolved: true }]);
    await playoff("regroup", "mine/r1", "--clear");
    expect(listGroups()[0]?.attempts).toEqual(["r2 run-2", "r3 run-4", "r4 run-0"]);
  });

  test("of an import holds for what it brings later, and is undone as a whole", async () => {
    const importId = withDb(
      (db) => listRollouts(db, findTasks(db, "demo__calc-0")[0]?.id ?? "")[0]?.importId ?? "",
    );
    expect((await playoff("regroup", "--import", importId, "--task", "one", "--label", "night")).code).toBe(
      0,
    );
    const [group, ...others] = listGroups();
    expect(others).toEqual([]);
    expect(group).toEqual({ title: "one", attempts: [1, 2, 3, 4, 5, 6].map((n) => `r${n} night`) });
    await playoff("regroup", "--import", importId, "--clear");
    expect(listGroups()).toEqual(before);
  });

  test("said before the files are read, it holds for all of them, and can be undone", async () => {
    rmSync(home(), { recursive: true });
    await playoff("migrate");
    withDb((db) => {
      insertImport(db, { id: "i1", title: "logs", paths: [logs()] });
      expect(regroup(db, { kind: "import", importId: "i1" }, { kind: "set", task: "one" }, false).ok).toBe(
        true,
      );
    });
    const db = openDatabase(home());
    takeLease(db, "import", "test", "i1");
    const lease = holdLease(db, { kind: "import", id: "i1", owner: "test" }, new AbortController().signal);
    await runImport("i1", { db, home: home(), lease });
    lease.release();
    db.$client.close();
    expect(listGroups().map(({ title, attempts }) => [title, attempts.length])).toEqual([["one", 6]]);
    await playoff("regroup", "--import", "i1", "--clear");
    expect(listGroups()).toEqual(before);
  });

  test("is refused for rollouts that have played, unless confirmed; the tournament says who left", async () => {
    const tournamentSchema = z.object({ id: z.string(), candidates: z.array(z.string()) });
    const played = tournamentSchema.parse((await playoff("tournament", "demo__calc-0", "--json")).json());
    const untouched = dumpHome(home());
    const refused = await playoff("regroup", "demo__calc-0/r1", "demo__calc-1/r1", "--task", "elsewhere");
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("r1 of demo__calc-0 has played in a tournament.");
    expect(dumpHome(home())).toEqual(untouched);
    expect((await playoff("regroup", "demo__calc-0/r1", "--label", "x")).code).toBe(0);

    const confirmed = await playoff("regroup", "demo__calc-0/r1", "--task", "elsewhere", "--yes");
    expect(confirmed.code).toBe(0);
    const view = withDb((db) => getTournament(db, played.id));
    expect(view?.candidates.map((candidate) => candidate.id).toSorted()).toEqual(
      played.candidates.toSorted(),
    );
    expect(view?.candidates.map((candidate) => candidate.movedTo?.title ?? null).toSorted()).toEqual([
      "elsewhere",
      null,
      null,
    ]);
    // On to a third task it leaves the tournament's all the same; back, it leaves nothing.
    expect((await playoff("regroup", "elsewhere/r1", "--task", "third")).err).toContain(
      "Say --yes to confirm.",
    );
    expect((await playoff("regroup", "elsewhere/r1", "--clear")).code).toBe(0);
  });

  test.each([
    [["regroup", "--task", "x"]],
    [["regroup", "a", "--import", "i1", "--task", "x"]],
    [["regroup", "a"]],
    [["regroup", "a", "--clear", "--label", "x"]],
    [["regroup", "a", "--task", " "]],
  ])("%j is not understood", async (args) => {
    expect(await playoff(...args)).toMatchObject({ code: 2, out: "" });
  });
});
