// What an id on the command line may mean.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { insertExperiment } from "@/db/queries/experiments";
import { listTasks } from "@/db/queries/tasks";
import { runPlayoff } from "@/lib/cli/testing/run-playoff";
import { paperSettings } from "@/lib/domain/experiment";
import { writeSmallLogs } from "@/lib/worker/testing/small-logs";

const folder = mkdtempSync(path.join(tmpdir(), "playoff-cli-find-"));
const home = path.join(folder, "home");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function playoff(...args: string[]) {
  return runPlayoff({ home, userFolder: folder }, args);
}

beforeAll(async () => {
  writeSmallLogs(path.join(folder, "logs"), 1, 1);
  await playoff("ingest", "logs");
  const db = openDatabase(home);
  const runs = listTasks(db).map(({ id }) => ({ taskId: id, source: { path: folder }, checksum: null }));
  insertExperiment(db, {
    id: "x1aa",
    title: "One",
    origin: "run",
    settings: paperSettings,
    estimate: null,
    runs,
  });
  db.$client.close();
});

test.each(["experiment", "resume", "cancel", "show", "summarize", "tournament"])(
  "%s with an empty id means nothing, though there is only one it could mean",
  async (command) => {
    const { code, err } = await playoff(command, "");
    expect(code).toBe(2);
    expect(err).toMatch(/^playoff: the id of the (experiment|rollout|task) is empty\. Usage: .*\n$/);
  },
);

test("an experiment is found by the beginning of its id", async () => {
  expect((await playoff("experiment", "x1a")).out).toContain("Experiment x1aa.");
  expect((await playoff("experiment", "x2")).err).toContain('There is no experiment "x2"');
});
