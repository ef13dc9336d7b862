// Experiments from the command line: run, shown, exported, read again, gone on with. Real sandboxes, a real database.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "@/db/client";
import { getExperimentRow, listRuns, updateExperiment, updateRun } from "@/db/queries/experiments";
import { listExperiments } from "@/db/queries/experiment-views";
import { takeLease } from "@/db/queries/leases";
import { listTasks } from "@/db/queries/tasks";
import { runPlayoff } from "@/lib/cli/testing/run-playoff";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "playoff-cli-experiment-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isolated = "sandbox" in (await chooseSandbox());
const safety = isolated ? [] : ["--unsafe"];
const small = ["-n", "3", "-t", "2", "-k", "2", "-v", "1", "--max-steps", "14", ...safety];

function playoff(home: string, ...args: string[]) {
  return runPlayoff({ home: path.join(folder, home), userFolder: root }, args);
}

/** An experiment that has begun and that no process carries out: as a killed one leaves it. */
async function launchOnly(home: string): Promise<string[]> {
  const made = await playoff(home, "run", "--task", "tasks/money-split", ...small, "--max-rollouts", "1");
  expect(made.code, made.err).toBe(0);
  const db = openDatabase(path.join(folder, home));
  const ids = listExperiments(db, 9).map(({ id }) => id);
  for (const id of ids) {
    updateExperiment(db, id, { status: "running", finishedAt: null });
    for (const run of listRuns(db, id)) updateRun(db, run, { status: "running", finishedAt: null });
  }
  db.$client.close();
  return ids;
}

const share = z.number().min(0).max(1).nullable();
const means = z.object({
  all: z.number().nullable(),
  resolved: z.number().nullable(),
  unresolved: z.number().nullable(),
});
const reportSchema = z.strictObject({
  id: z.string(),
  settings: z.looseObject({ rollouts: z.number(), iterations: z.number() }),
  runs: z.array(
    z.strictObject({ task: z.string(), champion: z.string().nullable(), resolved: z.boolean().nullable() }),
  ),
  staircase: z.strictObject({ mean0: share, selectedK: share, mean1: share, final: share, passAtN: share }),
  steps: z.strictObject({ iteration0: means, iteration1: means }),
  votes: z.number(),
  wallSeconds: z.number(),
});

describe("an experiment", () => {
  let report: z.infer<typeof reportSchema>;

  beforeAll(async () => {
    const { code, err, json } = await playoff(
      "home",
      "run",
      "--task",
      "tasks/money-split",
      ...small,
      "--json",
    );
    expect(code, err).toBe(0);
    report = reportSchema.parse(json());
    expect(err).toContain("6 rollouts and at most 3 votes");
  }, 120_000);

  test("ends with a champion per task, and its figures", async () => {
    expect(report.runs).toMatchObject([{ task: "playoff/money-split" }]);
    expect(report.runs[0]?.champion).toMatch(/-1-00[0-2]$/);
    expect(report.runs[0]?.resolved).not.toBeNull();
    expect(report.steps.iteration1.all).toBeGreaterThan(0);
    const shown = await playoff("home", "experiment", report.id, "--json");
    expect(shown.json()).toEqual(report);
    const text = (await playoff("home", "experiment", report.id)).out;
    expect(text).toContain("pass@N of iteration 0");
    expect((await playoff("home", "show", report.runs[0]?.champion ?? "")).code).toBe(0);
    expect(text).toContain(report.runs[0]?.champion);
    const found = await playoff("home", "search", "node --test");
    expect(found.out + found.err).not.toContain("not indexed");
    expect((await playoff("home", "runs")).out).toMatch(new RegExp(`${report.id} .*finished .*6/6`));
  });

  test("exported and read elsewhere, it is the same experiment; read again, nothing changes", async () => {
    const target = path.join(folder, "export");
    expect((await playoff("home", "export", report.id, target)).code).toBe(0);
    expect(readFileSync(path.join(target, "experiment.json"), "utf8")).not.toContain(root);
    expect((await playoff("home", "export", report.id, target)).err).toContain("is not empty");

    const read = await playoff("elsewhere", "ingest", target, "--json");
    expect(read.json()).toMatchObject({ skipped: [], warnings: [] });
    const there = reportSchema.parse((await playoff("elsewhere", "experiment", report.id, "--json")).json());
    const withoutIds = ({ runs, ...rest }: typeof report) => ({
      ...rest,
      runs: runs.map(({ resolved }) => resolved),
    });
    expect(withoutIds(there)).toEqual(withoutIds(report));
    expect((await playoff("elsewhere", "ingest", target)).code).toBe(0);
    expect((await playoff("elsewhere", "runs", "--json")).json()).toHaveLength(1);
  });

  test("without all its trials it is no experiment, and the import says so", async () => {
    const target = path.join(folder, "part");
    expect((await playoff("home", "export", report.id, target)).code).toBe(0);
    rmSync(path.join(target, "money-split__000-0-001"), { recursive: true });
    const read = await playoff("partly", "ingest", target, "--json");
    expect(read.out).toContain("1 of 6 rollouts are not beside it");
    expect((await playoff("partly", "experiment", report.id)).err).toContain("There is no experiment");
  });

  test("one that was unfinished is a record where it is read: no worker takes it, nothing of it is run", async () => {
    const target = path.join(folder, "unfinished");
    expect((await playoff("home", "export", report.id, target)).code).toBe(0);
    const place = path.join(target, "experiment.json");
    const file = z.looseObject({ settings: z.looseObject({}), runs: z.array(z.looseObject({})) });
    const { settings, runs, ...rest } = file.parse(JSON.parse(readFileSync(place, "utf8")));
    const source = { path: folder, prompt: "x", test: `touch ${path.join(folder, "ran")}` };
    const queued = { status: "queued", checksum: null, source };
    const changed = { ...rest, status: "queued", settings: { ...settings, unsafe: true } };
    writeFileSync(place, JSON.stringify({ ...changed, runs: runs.map((run) => ({ ...run, ...queued })) }));

    expect((await playoff("reader", "ingest", target)).code).toBe(0);
    const db = openDatabase(path.join(folder, "reader"));
    expect(getExperimentRow(db, report.id)).toMatchObject({ status: "cancelled", origin: "export" });
    expect(listRuns(db, report.id).map(({ status }) => status)).toEqual(["cancelled"]);
    updateExperiment(db, report.id, { status: "queued" });
    expect(takeLease(db, "experiment", "a")).toBeNull();
    db.$client.close();
    const { code, err } = await playoff("reader", "resume", report.id);
    expect(code).toBe(1);
    expect(err).toContain("was read from an export: nothing of it can be run here");
    expect(existsSync(path.join(folder, "ran"))).toBe(false);
  });

  test("the judge is calibrated on what has verdicts, or says that there is nothing", async () => {
    expect((await playoff("empty", "calibrate")).err).toContain(
      "no task with both a resolved and an unresolved",
    );
    expect(await playoff("home", "calibrate", "--judge", "oracle")).toMatchObject({ code: 2 });
  });

  test("finished is finished; cancelled can be gone on with, and nothing is done again", async () => {
    expect((await playoff("home", "resume", report.id)).err).toContain("is finished");
    expect((await playoff("home", "cancel", report.id)).err).toContain("is finished already");
    const db = openDatabase(path.join(folder, "home"));
    updateExperiment(db, report.id, { status: "cancelled" });
    db.$client.close();
    const resumed = await playoff("home", "resume", report.id, "--json");
    const again = reportSchema.parse(resumed.json());
    expect({ ...again, wallSeconds: 0 }).toEqual({ ...report, wallSeconds: 0 });
  });
});

test("a cap on rollouts ends the making, and a champion is chosen among those there are", async () => {
  const { code, out } = await playoff(
    "capped",
    "run",
    "--task",
    "tasks/money-split",
    ...small,
    "--max-rollouts",
    "2",
  );
  expect(code).toBe(0);
  expect(out).toContain("The 2 rollouts it may make are made.");
  expect(out).toMatch(/playoff\/money-split +r[12] /);
}, 120_000);

test("any folder with a prompt is a task; without hidden tests the verdict stays unknown", async () => {
  const project = path.join(folder, "project");
  mkdirSync(path.join(project, "src"), { recursive: true });
  mkdirSync(path.join(project, "test"));
  writeFileSync(path.join(project, "package.json"), '{"type": "module", "scripts": {"test": "node --test"}}');
  writeFileSync(path.join(project, "src/add.js"), "export const add = (a, b) => {\n  return a - b;\n};\n");
  writeFileSync(
    path.join(project, "test/add.test.js"),
    'import assert from "node:assert/strict";\nimport { test } from "node:test";\nimport { add } from "../src/add.js";\n\ntest("adds", () => {\n  assert.equal(add(2, 3), 5);\n});\n',
  );
  const args = [
    "--task",
    project,
    "--prompt",
    "add(2, 3) must be 5.",
    "-n",
    "2",
    "-t",
    "1",
    "-v",
    "1",
    ...safety,
    "--json",
  ];
  const { code, err, json } = await playoff("plain", "run", ...args);
  expect(code, err).toBe(0);
  const { runs, staircase } = z.object({ runs: z.array(z.unknown()), staircase: z.unknown() }).parse(json());
  expect(runs).toMatchObject([{ task: "project: add(2, 3) must be 5.", resolved: null }]);
  expect(staircase).toMatchObject({ mean0: null, final: null });
}, 120_000);

test("folders of one name with different prompts are different tasks, each told its own prompt", async () => {
  const project = path.join(folder, "twice");
  mkdirSync(project);
  writeFileSync(path.join(project, "a.js"), "export const a = 1;\n");
  const run = async (prompt: string) => {
    const few = ["-n", "1", "-t", "1", "-k", "1", "-v", "1", "--max-steps", "4", ...safety, "--json"];
    const answer = await playoff(
      "prompts",
      "run",
      "--task",
      project,
      "--prompt",
      prompt,
      "--test",
      "true",
      ...few,
    );
    expect(answer.code, answer.err).toBe(0);
    return z.looseObject({ runs: z.array(z.looseObject({ task: z.string() })) }).parse(answer.json()).runs[0]
      ?.task;
  };
  const tasks = [await run("Make it one."), await run("Make it two.")];
  expect(new Set(tasks).size).toBe(2);
  const db = openDatabase(path.join(folder, "prompts"));
  const known = listTasks(db).map(({ title }) => title);
  expect(known.toSorted()).toEqual(["twice: Make it one.", "twice: Make it two."]);
  db.$client.close();
}, 120_000);

describe("one that nobody carries out", () => {
  const launch = async (home: string) => {
    const [id = ""] = await launchOnly(home);
    return id;
  };

  test("is ended by cancel at once, and gone on with by one resume", async () => {
    const id = await launch("dead");
    const listed = await playoff("dead", "runs");
    expect(listed.out).toContain("stopped");
    expect((await playoff("dead", "cancel", id)).out).toContain("is cancelled");
    expect((await playoff("dead", "runs")).out).toContain("cancelled");
    const resumed = await playoff("dead", "resume", id, "--json");
    expect(resumed.code, resumed.err).toBe(0);
  }, 120_000);

  test("is gone on with although its process, now dead, was asked to cancel it", async () => {
    const id = await launch("asked");
    const db = openDatabase(path.join(folder, "asked"));
    const gone = `${hostname()}:${spawnSync("true").pid}:0badcafe`;
    updateExperiment(db, id, { cancelRequested: true, leaseOwner: gone, leaseUntil: Date.now() + 60_000 });
    db.$client.close();
    const resumed = await playoff("asked", "resume", id, "--json");
    expect(resumed.code, resumed.err).toBe(0);
  }, 120_000);
});

test("a run that fails is said, and the command ends with 1; it can be gone on with", async () => {
  const args = [
    "--task",
    "tasks/money-split",
    "tasks/ini-parse",
    "--max-rollouts",
    "1",
    "--concurrency",
    "1",
  ];
  const few = ["-n", "1", "-t", "1", "-k", "1", "-v", "1", "--max-steps", "4", ...safety];
  const { code, err } = await playoff("some", "run", ...args, ...few, "--json");
  expect(code).toBe(1);
  expect(err).toContain("1 of 2 runs failed. The first: No rollout was made");
});

describe("what cannot be run is said", () => {
  test("rollouts that are there already, with iterations to make", async () => {
    const config = path.join(folder, "given.json");
    writeFileSync(config, JSON.stringify({ tasks: [{ rollouts: ["a", "b"] }] }));
    const given = await playoff("given", "run", "--config", config, "-n", "2", "-k", "1", "-v", "1");
    expect(given.err).toContain("use one iteration (-t 1)");
    const twice = JSON.stringify({ tasks: [{ rollouts: ["a", "a"] }] });
    writeFileSync(config, twice);
    const again = await playoff("given", "run", "--config", config, "-n", "2", "-k", "1", "-t", "1");
    expect(again.err).toContain("Rollout a is named twice");
  });

  test.each([
    [["run"], "one of --task, --sample and --config is wanted", 2],
    [["run", "--sample", "half"], '--sample is followed by nothing or by full, not by "half"', 2],
    [["run", "--task", "tasks/money-split", "-n", "0"], "-n: must be 1 or more", 2],
    [
      ["run", "--task", "tasks/money-split", "--variant", "none", "-t", "2"],
      "none means independent rollouts only",
      2,
    ],
    [["run", "--task", "nowhere", "--unsafe"], "nowhere", 1],
    [["run", "--config", "nowhere.json"], "nowhere.json cannot be read", 1],
    [["experiment", "x0"], 'There is no experiment "x0"', 1],
    [["export", "x0", "/tmp/x"], 'There is no experiment "x0"', 1],
  ])("%j", async (args, message, code) => {
    const answer = await playoff("errors", ...args);
    expect(answer.err).toContain(message);
    expect(answer.code).toBe(code);
  });
});
