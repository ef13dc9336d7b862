// Experiments from the command line: run, shown, exported, read again, gone on with. Real sandboxes, a real database.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "@/db/client";
import { updateExperiment } from "@/db/queries/experiments";
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
    expect((await playoff("home", "experiment", report.id)).out).toContain("pass@N of iteration 0");
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
  expect(runs).toMatchObject([{ task: "project", resolved: null }]);
  expect(staircase).toMatchObject({ mean0: null, final: null });
}, 120_000);

describe("what cannot be run is said", () => {
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
