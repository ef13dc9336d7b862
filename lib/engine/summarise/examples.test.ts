import { describe, expect, test } from "vitest";
import { extractEvidence } from "@/lib/engine/evidence/extract";
import { findStatedExamples, listExampleChecks } from "@/lib/engine/summarise/examples";
import { createAction, createObservation, createShellStep, createStep } from "@/lib/engine/testing/factories";
import type { Step } from "@/lib/domain/trajectory";

const statement = 'It is wrong:\n```js\nparse("a,b"); // two\nparse("a"); // one\n```\n';

function states(steps: Step[]): string[] {
  const evidence = extractEvidence({ steps, patch: null, exitStatus: null });
  return listExampleChecks(evidence, statement).map(({ state }) => state);
}

test("examples are calls in blocks of code, in any of the usual spellings", () => {
  const text =
    "```\n>>> first(1)\nadd(1, 2) -> 3\nsize(x) == 2\nconst y = size(2);\nprint(first(1))\nno call\n```\nIn prose: `size(3)`.";
  expect(findStatedExamples(text)).toEqual(["first(1)", "add(1, 2)", "size(x)"]);
});

describe("an example on the final state", () => {
  const edit = createShellStep(2, "sed -i s/a/b/ src/a.js");
  const check = "import assert from 'assert';\nassert.equal(parse(\"a,b\"), 2);";
  const write = createShellStep(1, `cat > check.mjs <<'END'\n${check}\nEND`);

  test("held, when a check with it passed", () => {
    expect(states([write, edit, createShellStep(3, "node check.mjs")])).toEqual(["held", "not run"]);
  });

  test("failed, when the check did; the last run counts", () => {
    const failing = createShellStep(3, "node check.mjs", { exitCode: 1 });
    expect(states([write, edit, failing])).toEqual(["failed", "not run"]);
    expect(states([write, edit, failing, createShellStep(4, "node check.mjs")])[0]).toBe("held");
  });

  test("only ran, where nothing could fail", () => {
    const print = createShellStep(3, "node -e 'console.log(parse(\"a\"))'");
    expect(states([edit, print])).toEqual(["not run", "ran"]);
  });

  test("not run: written but not executed, or before the last edit", () => {
    expect(states([edit, { ...write, number: 3 }])).toEqual(["not run", "not run"]);
    expect(states([write, createShellStep(2, "node check.mjs"), { ...edit, number: 3 }])[0]).toBe("not run");
  });

  test("held, when a test that the agent wrote holds it and the tests pass", () => {
    const test_ = createStep({
      number: 3,
      actions: [
        createAction({
          tool: "Write",
          command: null,
          input: { file_path: "test/new.test.js", content: check },
        }),
      ],
      observations: [createObservation({ text: "File created successfully" })],
    });
    const run = createShellStep(4, "npx vitest run", { text: " Tests  1 passed (1)" });
    expect(states([edit, test_, run])).toEqual(["held", "not run"]);
  });
});
