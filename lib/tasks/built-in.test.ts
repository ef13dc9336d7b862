// Each built-in task is what it says: broken at the start, mended by its reference solution, and not given away.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { listBuiltInTasks, sampleTaskNames } from "@/lib/tasks/built-in";
import { loadTask } from "@/lib/tasks/load-task";
import { prepareTask } from "@/lib/tasks/prepare-task";
import { parseTaskToml } from "@/lib/tasks/task-toml";
import { exampleTest, readExamples } from "@/lib/tasks/testing/example-test";
import { runNodeTests } from "@/lib/tasks/testing/run-node-tests";
import { testFolder } from "@/lib/tasks/testing/test-folder";

const tasks = listBuiltInTasks();

describe.concurrent.each(tasks)("the built-in task $name", ({ name, folder }) => {
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const instruction = read("instruction.md");
  const isOverfit = parseTaskToml(read("task.toml"), "task.toml").metadata.overfit === true;

  function addHiddenTests(path: string) {
    mkdirSync(join(path, "hidden"));
    for (const file of readdirSync(join(folder, "tests")).filter((file) => file.endsWith(".test.js"))) {
      cpSync(join(folder, "tests", file), join(path, "hidden", file));
    }
  }

  test("needs no Docker, and is named after its folder", async () => {
    expect(await loadTask(folder)).toMatchObject({
      name: `playoff/${name}`,
      needs: null,
      notes: [],
      testCommand: "node --test",
      workdir: "/workspace",
    });
  });

  test("is broken at the start, in visible and hidden tests", async () => {
    using start = await workspaceOf(folder, null);
    addHiddenTests(start.path);
    const [visible, hidden] = await runNodeTests(start.path, ["test", "hidden"]);
    expect(visible?.failed).not.toEqual([]);
    expect(visible?.passed).not.toEqual([]);
    expect(hidden?.failed).not.toEqual([]);
  });

  test("is solved by its reference solution, and the instruction's examples are true", async () => {
    using solved = await workspaceOf(folder, null);
    const env = { ...process.env, SOLUTION_DIR: join(folder, "solution") };
    execFileSync("/bin/sh", [join(folder, "solution/solve.sh")], { cwd: solved.path, env });
    addHiddenTests(solved.path);
    const modules = readdirSync(join(solved.path, "src")).map((file) => `../src/${file}`);
    solved.write({ "examples/examples.test.js": exampleTest(instruction, modules) });
    const results = await runNodeTests(solved.path, ["test", "hidden", "examples"]);
    for (const { passed, failed } of results) {
      expect(failed).toEqual([]);
      expect(passed).not.toEqual([]);
    }
    expect(readExamples(instruction).length).toBeGreaterThanOrEqual(3);
  });

  test.runIf(isOverfit)("has a wrong fix that the visible tests let pass", async () => {
    using wrong = await workspaceOf(folder, "overfit.patch");
    addHiddenTests(wrong.path);
    const [visible, hidden] = await runNodeTests(wrong.path, ["test", "hidden"]);
    expect(visible?.failed).toEqual([]);
    expect(hidden?.failed).not.toEqual([]);
  });

  test("shows an agent nothing of solution and hidden tests", async () => {
    expect(existsSync(join(folder, "solution/overfit.patch"))).toBe(isOverfit);
    using start = await workspaceOf(folder, null);
    expect(readdirSync(start.path).sort()).toEqual(["package.json", "src", "test"]);
    const shown = readdirSync(start.path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => flat(readFileSync(join(entry.parentPath, entry.name), "utf8")))
      .join("\n");
    const hiddenFiles = readdirSync(join(folder, "tests")).filter((file) => file.endsWith(".test.js"));
    for (const block of hiddenFiles.flatMap((file) => testBlocks(read(`tests/${file}`)))) {
      expect(shown).not.toContain(block);
    }
    for (const line of addedLines(read("solution/fix.patch"))) expect(flat(instruction)).not.toContain(line);
  });
});

/** Tasks with the same test.sh are graded the same: one of each is enough. */
const graders = new Map(
  tasks.map((task) => [readFileSync(join(task.folder, "tests/test.sh"), "utf8"), task]),
);

test.each([...graders.values()])("test.sh writes the reward, as in $name", async ({ folder }) => {
  for (const [patch, reward] of [
    ["fix.patch", "1"],
    [null, "0"],
  ] as const) {
    using graded = await workspaceOf(folder, patch);
    using logs = testFolder();
    const env = { ...process.env, TESTS_DIR: join(folder, "tests"), LOGS_DIR: logs.path };
    execFileSync("/bin/sh", [join(folder, "tests/test.sh")], { cwd: graded.path, env, stdio: "pipe" });
    expect(readFileSync(join(logs.path, "reward.txt"), "utf8").trim()).toBe(reward);
    expect(existsSync(join(logs.path, "ctrf.json"))).toBe(true);
  }
});

test("the sample is six of the built-in tasks", () => {
  expect(new Set(sampleTaskNames).size).toBe(6);
  expect(tasks.map(({ name }) => name)).toEqual(expect.arrayContaining([...sampleTaskNames]));
});

test("several tasks show what the visible tests miss", () => {
  const overfit = tasks.filter(({ folder }) => existsSync(join(folder, "solution/overfit.patch")));
  expect(overfit.length).toBeGreaterThanOrEqual(tasks.length / 4);
});

/** A task's workspace in a folder of its own, without git, with one of the solution's patches applied. */
async function workspaceOf(folder: string, patch: string | null) {
  await using prepared = await prepareTask(await loadTask(folder));
  const copy = testFolder();
  cpSync(prepared.spec.source, copy.path, { recursive: true });
  if (patch !== null) execFileSync("git", ["apply", join(folder, "solution", patch)], { cwd: copy.path });
  return copy;
}

/** The code on one line, whatever its layout. */
function flat(code: string): string {
  return code.replaceAll(/\s+/g, " ");
}

/** What each test of a file does, without its name. */
function testBlocks(code: string): string[] {
  return code
    .split(/^test\(/m)
    .slice(1)
    .map((block) => flat(block.slice(block.indexOf("=> {"))).trim());
}

/** The lines of code that a patch adds; brackets and such are too short to tell anything. */
function addedLines(patch: string): string[] {
  return patch
    .split("\n")
    .filter((line) => /^\+(?!\+\+)/.test(line))
    .map((line) => flat(line.slice(1)).trim())
    .filter((line) => line.length > 8);
}
