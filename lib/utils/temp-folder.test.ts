import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { isLeftBehind, makeTempFolder } from "@/lib/utils/temp-folder";

const goneProcess = () => spawnSync(process.execPath, ["--version"]).pid;

test("a folder is new, its maker's alone, and named after its maker", async () => {
  const base = mkdtempSync(path.join(tmpdir(), "playoff-temp-test-"));
  try {
    const folder = await makeTempFolder("task", base);
    const name = path.basename(folder);
    expect(readdirSync(base)).toEqual([name]);
    expect(name).toMatch(new RegExp(`^playoff-task-${process.pid}-`));
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(isLeftBehind(name)).toBe(false);
  } finally {
    rmSync(base, { recursive: true });
  }
});

test("what a process has made that is gone is left behind, and nothing else is", () => {
  const pid = goneProcess();
  for (const kind of ["env", "task", "trial", "logs", "probe"]) {
    expect(isLeftBehind(`playoff-${kind}-${pid}-abc123`)).toBe(true);
  }
  for (const name of [
    `playoff-env-${process.pid}-abc123`,
    "playoff-env-1-abc123", // of somebody else, and alive
    "playoff-task-123456", // nobody knows whose
    `playoff-home-${pid}-abc123`,
    `my-playoff-task-${pid}-abc123`,
    "playoff-task-0-abc123",
    `playoff-task-${pid}x-abc123`,
  ]) {
    expect(isLeftBehind(name), name).toBe(false);
  }
});
