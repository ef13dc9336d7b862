// What "playoff run" refuses before anything is begun. The settings are small in case something is begun.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRequest } from "@/lib/cli/run-request";
import { runPlayoff } from "@/lib/cli/testing/run-playoff";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "playoff-cli-request-"));
const moneySplit = path.join(root, "tasks", "money-split");
const small = ["-n", "1", "-t", "1", "-v", "1", "--max-steps", "4"];
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const home = path.join(folder, "home");
  return runPlayoff({ home, userFolder: folder }, ["run", ...args, ...small]);
}

function write(content: unknown) {
  writeFileSync(path.join(folder, "config.json"), JSON.stringify(content));
}

beforeAll(() => {
  mkdirSync(path.join(folder, "plain"));
  writeFileSync(path.join(folder, "file.md"), "");
  symlinkSync(moneySplit, path.join(folder, "link"));
});

describe("flags that cannot be used", () => {
  test.each([
    [["--task", "plain", "--prompt", ""], "--prompt: must say what is to be done"],
    [["--task", "plain", "--prompt", "Mend it", "--test", " "], "--test: must be a command"],
    [["--task", "plain", "--test", "true"], "--test goes with --prompt"],
    [["--sample", "--prompt", "Mend it"], "--prompt goes with --task, not with --sample"],
    [["--config", "config.json", "--test", "true"], "--test goes with --task, not with --config"],
    [["--task", ""], "--task: must name a folder"],
    [["--task", moneySplit, ""], "--task: must name a folder"],
    [["--task", moneySplit, "--title", ""], "--title: must be a text"],
    [
      ["--task", moneySplit, "--preset", "tournament-only"],
      "--preset: tournament-only launches no rollouts, so its tasks come from a configuration, as { rollouts }",
    ],
    [
      ["--sample", "--preset", "tournament-only"],
      "--preset: tournament-only launches no rollouts, so its tasks come from a configuration, as { rollouts }",
    ],
  ])("%j", async (args, message) => {
    write({ tasks: [moneySplit] });
    const { code, err } = await run(...args);
    expect(err).toContain(`playoff: ${message}. Usage: playoff run `);
    expect(err).toContain("[--preset paper|quick|tournament-only]");
    expect(code).toBe(2);
  });
});

describe("tasks that cannot be used", () => {
  test.each([
    [
      ["plain"],
      "plain has no task.toml: name a task folder in Harbor's format, or say what is to be done by --prompt.",
    ],
    [["file.md"], "file.md is a file: a task is a folder."],
    [["nowhere"], "There is no folder "],
    [[moneySplit, moneySplit], "money-split is given twice as the same task."],
    [["link", moneySplit], "money-split is given twice as the same task."],
    [["plain", "./plain/", "--prompt", "Mend it"], "plain is given twice as the same task."],
  ])("%j", async (args, message) => {
    const { code, err } = await run("--task", ...args);
    expect(err).toContain(message);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(1);
  });

  test.each([
    [{ tasks: ["link", moneySplit] }, "money-split is given twice as the same task."],
    [{ tasks: ["plain"] }, "plain has no task.toml"],
    [
      {
        tasks: [
          { path: "plain", prompt: "a" },
          { path: "plain", prompt: "a " },
        ],
      },
      "is given twice",
    ],
    [{ tasks: [{ rollouts: ["a", "b"] }, { rollouts: ["b", "a"] }] }, "The rollouts b, a are given twice"],
    [
      { tasks: [moneySplit], preset: "tournament-only" },
      "config.json: tasks.0: tournament-only launches no rollouts: name those that play, as { rollouts }.",
    ],
    [{ settings: {} }, "config.json: tasks: must name one or more."],
  ])("%j", async (content, message) => {
    write(content);
    const { code, err } = await run("--config", "config.json");
    expect(err).toContain(message);
    expect(code).toBe(1);
  });

  test("one folder with two prompts is two tasks", async () => {
    write({ tasks: [{ path: "plain", prompt: "a" }, { path: "plain", prompt: "b" }, { path: "nowhere" }] });
    expect((await run("--config", "config.json")).err).toContain("There is no folder ");
  });
});

test.each([
  [[], 6],
  [["full"], 24],
])("the sample's tasks are found from any folder: %j", (size, tasks) => {
  const request = readRequest({ sample: true }, size, folder);
  expect(request.tasks).toHaveLength(tasks);
});
