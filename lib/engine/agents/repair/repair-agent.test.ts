import { expect, test } from "vitest";
import type { Step } from "@/lib/domain/trajectory";
import { createRepairAgent } from "@/lib/engine/agents/repair/repair-agent";
import { openFolder } from "@/lib/engine/agents/repair/testing/folder-environment";
import {
  commonJsProject,
  INSTRUCTION,
  LARGEST_HUNK,
  smallProject,
  TAKE_HUNK,
  tellAttempts,
} from "@/lib/engine/agents/repair/testing/small-project";

interface Conditions {
  context?: string;
  steps?: number;
  project?: Readonly<Record<string, string>>;
}

async function rollOut(seed: string, { context, steps = 40, project = smallProject }: Conditions = {}) {
  await using environment = await openFolder(project);
  const shown: Step[] = [];
  const run = await createRepairAgent().run({
    task: { name: "list", instruction: INSTRUCTION, testCommand: null },
    context: context ?? null,
    environment,
    seed,
    limits: { steps, commandMs: 30_000 },
    onStep: (step) => void shown.push(step),
    signal: new AbortController().signal,
  });
  const tests = await environment.run("node --test", {
    timeoutMs: 30_000,
    signal: new AbortController().signal,
  });
  // Each environment has a folder of its own.
  const place = environment.workdir.replace(/workspace$/, "");
  const told = run.steps.map(({ message, actions, observations }) => ({
    message,
    commands: actions.map(({ command }) => command?.replaceAll(place, "/")),
    texts: observations.map(({ text }) =>
      text.replaceAll(/[\d.]+ms|duration_ms [\d.]+/g, "").replaceAll(place, "/"),
    ),
  }));
  return { ...run, shown, told, testsPass: tests.exitCode === 0 };
}

test("a rollout finds both bugs, one after the other, and submits what it did", async () => {
  const { steps, shown, exitStatus, patch, testsPass, told } = await rollOut("first", { steps: 100 });
  expect({ exitStatus, testsPass }).toEqual({ exitStatus: "submitted", testsPass: true });
  expect(patch).toContain("+++ b/src/list.js");
  expect(shown).toEqual(steps);
  expect(steps.map(({ number }) => number)).toEqual(steps.map((_, index) => index + 1));
  expect(steps.slice(0, 3).map(({ kind }) => kind)).toEqual(["system", "user", "agent"]);
  expect(told.some(({ message }) => message.includes("Perhaps in src/list.js, line"))).toBe(true);
  expect(told.at(-2)?.commands.at(-1)).toBe("git add -A && git diff --cached");
  expect(told.at(-2)?.texts.at(-1)).toBe(patch.trimEnd());
  expect(told.at(-1)?.message).toContain("All tests that I can see pass");
});

test("the same seed gives the same steps, another one others", async () => {
  const [one, again, other] = [
    await rollOut("same", { steps: 14 }),
    await rollOut("same", { steps: 14 }),
    await rollOut("other", { steps: 14 }),
  ];
  expect(again.told).toEqual(one.told);
  expect(again.patch).toBe(one.patch);
  expect(other.told).not.toEqual(one.told);
});

test("a rollout keeps to its limit and says what still fails", async () => {
  const { steps, exitStatus, told } = await rollOut("short", { steps: 6 });
  expect(steps.filter(({ kind }) => kind === "agent")).toHaveLength(6);
  expect(exitStatus).toBe("step-limit");
  expect(told.at(-1)?.message).toMatch(/^My steps are used up.*Still failing \(1 passed, 2 failed\)/s);
});

test("a refined rollout joins what two attempts ended with, and needs far fewer steps", async () => {
  const context = tellAttempts([
    { hunks: [TAKE_HUNK], passed: 2, failed: 1 },
    { hunks: [LARGEST_HUNK], passed: 2, failed: 1 },
  ]);
  const { steps, exitStatus, testsPass, told } = await rollOut("refined", { context });
  expect({ exitStatus, testsPass }).toEqual({ exitStatus: "submitted", testsPass: true });
  expect(steps[1]?.message).toBe(context);
  expect(steps.filter(({ kind }) => kind === "agent").length).toBeLessThanOrEqual(10);
  expect(
    told.some(({ message }) => /what attempt \d and attempt \d ended with belongs together/.test(message)),
  ).toBe(true);
});

test("a refined rollout tries at once what is said to pass, and submits when it does", async () => {
  const context = tellAttempts([{ hunks: [TAKE_HUNK, LARGEST_HUNK], passed: 3, failed: 0 }]);
  const { told, exitStatus, testsPass } = await rollOut("told", { context });
  expect({ exitStatus, testsPass }).toEqual({ exitStatus: "submitted", testsPass: true });
  expect(told.flatMap(({ commands }) => commands).some((command) => command?.includes("trials.mjs"))).toBe(
    false,
  );
});

test("what is said to pass and does not is taken back whole before others are tried", async () => {
  const wrong = LARGEST_HUNK.replace("Math.max(...numbers)", "numbers[0]");
  const context = tellAttempts([
    { hunks: [TAKE_HUNK, wrong], passed: 3, failed: 0 },
    { hunks: [TAKE_HUNK, LARGEST_HUNK], passed: 2, failed: 1 },
  ]);
  const { told, exitStatus, testsPass } = await rollOut("said", { context });
  const after = told.find(({ message }) => message.startsWith("That is not all"));
  expect(after?.commands[0]).toMatch(/^git checkout -q -- src\/list\.js\n/);
  expect({ exitStatus, testsPass }).toEqual({ exitStatus: "submitted", testsPass: true });
});

test("a refined rollout goes on where the tests pass and an example does not hold", async () => {
  const wrong = LARGEST_HUNK.replace("Math.max(...numbers)", "numbers[1]");
  const context = tellAttempts([{ hunks: [TAKE_HUNK, wrong], passed: 3, failed: 0 }]);
  const { told, patch, exitStatus } = await rollOut("doubt", { context, steps: 24 });
  expect(told.some(({ texts }) => texts.some((text) => /✖ example: largest/.test(text)))).toBe(true);
  const isMended = /^\+.*Math\.max\(\.\.\.numbers\)/m.test(patch);
  expect(isMended || exitStatus !== "submitted").toBe(true);
});

test("a refined rollout does not try what others have refuted", async () => {
  const refuted = [TAKE_HUNK, LARGEST_HUNK];
  const { told } = await rollOut("refuted", { context: tellAttempts([{ refuted }]), steps: 24 });
  const commands = told.flatMap(({ commands: all }) => all).join("\n");
  expect(commands).toContain("+++ b/src/list.js");
  const before = commands.split("git apply")[0] ?? "";
  expect(before).not.toContain("+    if (taken.length >= count) {");
  expect(before).not.toContain("+  return Math.max(...numbers);");
});

test("where trials cannot reach the modules, changes are tried one by one", async () => {
  const { told } = await rollOut("require", { project: commonJsProject, steps: 24 });
  const after = told.slice(told.findIndex(({ message }) => message.includes("I go on one by one")));
  expect(after.length).toBeGreaterThan(3);
  expect(after[0]?.message).toMatch(/Hypothesis: in src\/list\.js, line \d+/);
  expect(after[0]?.commands.at(-1)).toMatch(/^git apply <<'PATCH'[\s\S]*node --test/);
});
