// Codex's code mode: one tool whose input is a program that calls the others.
import { expect, test } from "vitest";
import { extractEvidence } from "@/lib/engine/evidence/extract";
import type { Step } from "@/lib/domain/trajectory";
import { createStep } from "@/lib/engine/testing/factories";

function scriptStep(number: number, input: string, text: string, tool = "exec"): Step {
  return createStep({
    number,
    actions: [{ id: null, tool, command: null, input: tool === "exec" ? { input } : JSON.parse(input) }],
    observations: [{ actionIndex: 0, text, exitCode: null, isError: null }],
  });
}

const evidenceOf = (steps: Step[]) => extractEvidence({ steps, patch: null, exitStatus: null });

test("a patch inside a script is an edit, and its failure is told", () => {
  const patch = String.raw`const patch = "*** Begin Patch\n*** Update File: /app/a.ts\n@@\n-one\n+two\n*** End Patch"; text(await tools.apply_patch(patch));`;
  const { edits } = evidenceOf([
    scriptStep(1, patch, "Script failed\nWall time 0.0 seconds\nOutput:\nScript error:\nnot found"),
    scriptStep(2, patch, "Script completed\nWall time 0.0 seconds\nOutput:\n{}"),
  ]);
  expect(edits).toMatchObject([
    { step: 1, path: "/app/a.ts", kind: "edit", applied: false },
    { step: 2, path: "/app/a.ts", kind: "edit", applied: true },
  ]);
});

test("a command inside a script is a command; its output comes with a later poll of its cell", () => {
  const run = `const r = await tools.exec_command({cmd: "npx vitest run"}); text(r.output)`;
  const { commands, tests } = evidenceOf([
    scriptStep(1, run, "Script running with cell ID 37\nWall time 10.0 seconds\nOutput:\n"),
    scriptStep(
      2,
      `{"cell_id": "37"}`,
      "Script completed\nWall time 2 seconds\nOutput:\n Tests  3 passed (3)",
      "wait",
    ),
  ]);
  expect(commands.map(({ step, command }) => [step, command])).toEqual([[2, "npx vitest run"]]);
  expect(tests).toMatchObject([{ step: 2, runner: "vitest", passed: 3, outcome: "passed" }]);
});

test("what a script prints belongs to its last call", () => {
  const script = `await tools.exec_command({cmd: "cat a"}); const r = await tools.exec_command({cmd: "pytest"}); text(r.output)`;
  const { commands, tests } = evidenceOf([
    scriptStep(1, script, "Script completed\nOutput:\n2 passed in 0.1s"),
  ]);
  expect(commands.map(({ command, gist }) => [command, gist])).toEqual([
    ["cat a", ""],
    ["pytest", "2 passed"],
  ]);
  expect(tests).toHaveLength(1);
});
