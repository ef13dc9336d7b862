// Where an experiment is exported to, and which.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { saveTestExperiment } from "@/db/testing/experiment";
import { runPlayoff } from "@/lib/cli/testing/run-playoff";
import { openHome } from "@/lib/worker/open-home";

const folder = mkdtempSync(path.join(tmpdir(), "playoff-cli-export-"));
const home = path.join(folder, "home");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function playoff(...args: string[]) {
  return runPlayoff({ home, userFolder: folder }, args);
}

beforeAll(async () => {
  (await openHome(home)).$client.close();
  const db = openDatabase(home);
  saveTestExperiment(db, { id: "x1done", runs: { t1: [] } });
  saveTestExperiment(db, { id: "x2open", status: "running", runs: { t2: [] } });
  db.$client.close();
  writeFileSync(path.join(folder, "file"), "");
  mkdirSync(path.join(folder, "full"));
  writeFileSync(path.join(folder, "full", "file"), "");
});

test.each([
  ["file", "file is a file; choose a new folder."],
  ["file/below", "file is a file; choose a new folder."],
  ["full", "full is not empty; choose a new folder."],
  ["", "a FOLDER is wanted, and its name is empty"],
])("export to %j is refused in a sentence", async (target, message) => {
  const { code, err } = await playoff("export", "x1done", target);
  expect(code).toBeGreaterThan(0);
  expect(err).toContain(message);
  expect(err.trim().split("\n")).toHaveLength(1);
});

test.runIf(existsSync("/proc"))("a folder that cannot be made is told, and the command ends", async () => {
  const { code, err } = await playoff("export", "x1done", "/proc/playoff/x");
  expect(code).toBe(1);
  expect(err).toMatch(/^playoff: \/proc\/playoff\/x cannot be made: .*\n$/);
});

test("the beginning of an id is enough", async () => {
  expect(await playoff("export", "x1", "new/deep")).toMatchObject({ code: 0, err: "" });
  expect(existsSync(path.join(folder, "new/deep/experiment.json"))).toBe(true);
  expect((await playoff("export", "", "other")).err).toContain("the id of the experiment is empty");
});

test("of an experiment that is not finished, it says so", async () => {
  const { code, err } = await playoff("export", "x2open", "open");
  expect(code).toBe(0);
  expect(err).toBe("Experiment x2open is running: what it has not done yet is missing.\n");
});
