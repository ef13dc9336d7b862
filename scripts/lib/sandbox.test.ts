import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sandboxPlan } from "./sandbox.mjs";

describe("the set-up of the sandbox", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "playoff-programs-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const has = (...programs: string[]) => {
    for (const program of programs) {
      writeFileSync(join(folder, program), "");
      chmodSync(join(folder, program), 0o755);
    }
  };
  const debian = 'NAME="Debian GNU/Linux"\nID=debian\n';
  const mint = 'ID=linuxmint\nID_LIKE="ubuntu debian"\n';
  const fedora = "ID=fedora\n";
  const plan = (osRelease: string, isRoot: boolean, platform = "linux") =>
    sandboxPlan({ platform, isRoot, osRelease, folders: [join(folder, "none"), folder] });

  test("does nothing where all is there", () => {
    has("bwrap", "git");
    expect(plan(debian, true)).toEqual({ kind: "nothing" });
    expect(plan(fedora, false)).toEqual({ kind: "nothing" });
  });

  test("installs what is missing as root on Debian and its kin", () => {
    expect(plan(debian, true)).toEqual({ kind: "install", packages: ["bubblewrap", "git"] });
    has("git");
    expect(plan(mint, true)).toEqual({ kind: "install", packages: ["bubblewrap"] });
  });

  test("says what to run where it may not", () => {
    has("git");
    expect(plan(debian, false)).toMatchObject({
      kind: "say",
      sentence: expect.stringContaining('"sudo apt-get install bubblewrap"') as string,
    });
    expect(plan(fedora, true)).toMatchObject({ kind: "say" });
  });

  test("leaves systems alone that have no bubblewrap", () => {
    expect(plan("", true, "darwin")).toEqual({ kind: "nothing" });
  });
});
