import { expect, test } from "vitest";
import { fixtures, readFolder, rolloutIn } from "@/lib/ingest/testing/read-folder";

const rollout = rolloutIn(await readFolder(fixtures), "trial-record/calc-half__Ab1_trajectory.json");

test("the trial's facts and its reward", () => {
  expect(rollout).toMatchObject({
    identity: "11f2",
    label: "calc-half__Ab1",
    agent: "mini-swe-agent",
    model: "acme/acme-1",
    task: { instanceId: "calc-half", statement: "Make half one half." },
    verdicts: [{ resolved: true, reward: 1 }],
    startedAt: "2026-05-01T10:00:00Z",
    finishedAt: "2026-05-01T10:05:00Z",
    inputTokens: 900,
    costUsd: 0.02,
    warnings: [],
  });
});

test("keystrokes of a shell are its command, those of another tool its arguments", () => {
  expect(rollout.steps.map(({ actions: [action] }) => action?.command ?? action?.input ?? null)).toEqual([
    null,
    "cat calc.py",
    { file_path: "/app/calc.py" },
    "python -m pytest",
    "ls",
    "echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT",
  ]);
});

test("results told as JSON are read: output, both ends of a long one, exit code", () => {
  expect(rollout.steps.flatMap(({ observations }) => observations)).toMatchObject([
    { text: "half = 1 / 3\n", exitCode: 0 },
    { text: "half = 1 / 3", exitCode: null },
    { text: "first\n\n[9000 characters left out]\n1 failed\n", exitCode: 1 },
    { text: "(exit code 2) ls failed", exitCode: 2 },
    { text: "action was not executed", exitCode: -1 },
  ]);
});
