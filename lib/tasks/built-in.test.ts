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

  test("needs no Docker, and is named after its folder", async () => {
    expect(await loadTask(folder)).toMatchObject({
      name: `playoff/${name}`,
      needs: null,
      testCommand: "node --test",
      workdir: "/workspace",
    });
  });

  test("is broken at the start, is solved by its solution, and lets a wrong fix pass where it says so", async () => {
    using states = testFolder();
    await fillWorkspace(join(states.path, "start"), folder, null);
    await fillWorkspace(join(states.path, "solved"), folder, "fix.patch");
    if (isOverfit) await fillWorkspace(join(states.path, "wrong"), folder, "overfit.patch");
    for (const state of readdirSync(states.path)) addHiddenTests(join(states.path, state), folder);
    const examples = exampleTest(instruction, modulesIn(join(states.path, "solved/src")));
    states.write({ "solved/examples/examples.test.js": examples });

    const ran = await runNodeTests(states.path, [
      ...["start/test", "start/hidden", "solved/test", "solved/hidden", "solved/examples"],
      ...(isOverfit ? ["wrong/test", "wrong/hidden"] : []),
    ]);
    const some = expect.arrayContaining([expect.any(String)]) as string[];
    expect(ran).toMatchObject({
      "start/test": { failed: some, passed: some },
      "start/hidden": { failed: some },
      "solved/test": { failed: [], passed: some },
      "solved/hidden": { failed: [], passed: some },
      "solved/examples": { failed: [], passed: ["examples of the instruction"] },
      ...(isOverfit ? { "wrong/test": { failed: [], passed: some }, "wrong/hidden": { failed: some } } : {}),
    });
    expect(readExamples(instruction).length).toBeGreaterThanOrEqual(3);
  });

  test("shows an agent nothing of solution and hidden tests", async () => {
    expect(existsSync(join(folder, "solution/overfit.patch"))).toBe(isOverfit);
    using start = testFolder();
    await fillWorkspace(start.path, folder, null);
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
  for (const [solved, reward] of [
    [false, "0"],
    [true, "1"],
  ] as const) {
    using graded = testFolder();
    using logs = testFolder();
    const dirs = {
      SOLUTION_DIR: join(folder, "solution"),
      TESTS_DIR: join(folder, "tests"),
      LOGS_DIR: logs.path,
    };
    const options = { cwd: graded.path, env: { ...process.env, ...dirs }, stdio: "pipe" } as const;
    await fillWorkspace(graded.path, folder, null);
    if (solved) execFileSync("/bin/sh", [join(folder, "solution/solve.sh")], options);
    execFileSync("/bin/sh", [join(folder, "tests/test.sh")], options);
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

/** Puts a task's workspace, without git, at a place, with one of the solution's patches applied. */
async function fillWorkspace(place: string, folder: string, patch: string | null) {
  await using prepared = await prepareTask(await loadTask(folder));
  cpSync(prepared.spec.source, place, { recursive: true });
  if (patch !== null) execFileSync("git", ["apply", join(folder, "solution", patch)], { cwd: place });
}

function addHiddenTests(place: string, folder: string) {
  mkdirSync(join(place, "hidden"));
  for (const file of readdirSync(join(folder, "tests")).filter((file) => file.endsWith(".test.js"))) {
    cpSync(join(folder, "tests", file), join(place, "hidden", file));
  }
}

/** What the example test may import. */
function modulesIn(src: string): Map<string, string> {
  return new Map(readdirSync(src).map((file) => [`../src/${file}`, readFileSync(join(src, file), "utf8")]));
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
