import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";

test("what killed processes have left is removed before a sandbox is given, whatever it was for", async () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  const base = mkdtempSync(path.join(tmpdir(), "playoff-sweep-test-"));
  try {
    for (const kind of ["env", "task", "trial", "logs", "probe"]) {
      for (const owner of [pid, process.pid]) {
        const folder = path.join(base, `playoff-${kind}-${owner}-abc123`);
        mkdirSync(folder);
        writeFileSync(path.join(folder, "file"), "");
      }
    }
    await chooseSandbox(true, base);
    const left = readdirSync(base).map((name) => name.replace(`-${process.pid}-abc123`, ""));
    expect(left.sort()).toEqual(["env", "logs", "probe", "task", "trial"].map((kind) => `playoff-${kind}`));
  } finally {
    rmSync(base, { recursive: true });
  }
});
