import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTestReport } from "@/lib/engine/agents/repair/test-report";
import { formatTrials, isBetter, isStep, readTrials } from "@/lib/engine/agents/repair/trials";
import { TRIALS_SCRIPT } from "@/lib/engine/agents/repair/trials-script";
import { heredoc } from "@/lib/engine/agents/repair/project";
import { openFolder } from "@/lib/engine/agents/repair/testing/folder-environment";
import { smallProject } from "@/lib/engine/agents/repair/testing/small-project";

const source = smallProject["src/list.js"];
const sources = new Map([["src/list.js", source]]);
const candidate = (before: string, after: string) => ({
  key: after,
  idea: "",
  result: new Map([["src/list.js", source.replace(before, after)]]),
});

const options = { timeoutMs: 30_000, signal: new AbortController().signal };

async function tryAll(files: Readonly<Record<string, string>>, candidates: ReturnType<typeof candidate>[]) {
  await using environment = await openFolder(files);
  const script = environment.locate("/tmp/trials.mjs");
  writeFileSync(script, TRIALS_SCRIPT);
  const command = heredoc(`node ${script} test/list.test.js`, formatTrials(sources, candidates));
  const { output } = await environment.run(command, options);
  const { output: really, exitCode } = await environment.run(
    "node --test --test-isolation=none --test-reporter=spec",
    options,
  );
  return { real: readTestReport(really, exitCode), ...readTrials(output, candidates.length) };
}

test("candidates are tried one by one in one process, and each gets its result", async () => {
  const { failing, results } = await tryAll(smallProject, [
    candidate("taken.length > count", "taken.length >= count"),
    candidate("return taken;", "return items;"),
    candidate("for (const item of items)", "for (;;)"),
    candidate("break;", "continue forever;"),
    candidate("taken.length > count", "taken.length > count + 5"),
    candidate("Math.min", "Math.max"),
  ]);
  expect(failing).toEqual(new Set(["take gives as many as asked for", "largest gives the largest"]));
  const better = {
    passesNow: ["take gives as many as asked for"],
    failsNow: [],
    failsOtherwise: [],
    end: null,
  };
  expect(results.get(0)).toEqual(better);
  expect(results.get(1)).toMatchObject({ passesNow: [], end: null });
  expect(results.get(2)).toMatchObject({ failsNow: ["take gives what there is"] });
  expect(results.get(3)?.end).toMatch(/^does not load: /);
  expect(results.get(5)).toMatchObject({ passesNow: ["largest gives the largest"] });
  expect([...results.values()].map(isBetter)).toEqual([true, false, false, false, false, true]);
});

test("a candidate that runs forever is ended, and the next ones are tried", async () => {
  const { results } = await tryAll(smallProject, [
    candidate("  return Math.min(...numbers);", "  while (true);"),
    candidate("Math.min", "Math.max"),
  ]);
  expect(results.get(0)?.end).toBe("does not end");
  expect(results.get(1)).toMatchObject({ passesNow: ["largest gives the largest"], end: null });
});

test("suites, hooks and subtests are told as node:test tells them", async () => {
  const tests = `import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, test } from "node:test";
import { largest } from "../src/list.js";
let calls = 0;
describe("largest", () => {
  beforeEach(() => { calls += 1; });
  afterEach(() => { calls += 10; });
  it("counts hooks", () => assert.equal(calls, 1));
  it("is largest", () => assert.equal(largest([1, 2]), 2));
});
test("outer", async (t) => { await t.test("inner", () => assert.equal(largest([1, 2]), 2)); });
test("after all", () => assert.equal(calls, 22));
test("waits", (t, done) => setTimeout(done, 1));
`;
  const files = { ...smallProject, "test/list.test.js": tests };
  const { failing, results, real } = await tryAll(files, [candidate("Math.min", "Math.max")]);
  expect(failing).toEqual(real.failed);
  expect(failing).toEqual(new Set(["is largest", "largest", "inner", "outer"]));
  expect(results.get(0)).toMatchObject({ failsNow: [], end: null });
  expect(results.get(0)?.passesNow).toHaveLength(4);
});

test("a change that no test loads has no result", async () => {
  const unused = { key: "", idea: "", result: new Map([["src/other.js", "export const b = 2;\n"]]) };
  await using environment = await openFolder({ ...smallProject, "src/other.js": "export const a = 1;\n" });
  const script = environment.locate("/tmp/trials.mjs");
  writeFileSync(script, TRIALS_SCRIPT);
  const text = formatTrials(new Map([["src/other.js", "export const a = 1;\n"]]), [unused]);
  const { output } = await environment.run(heredoc(`node ${script} test/list.test.js`, text), options);
  expect(readTrials(output, 1).results.get(0)?.end).toBe("is not used by the tests");
});

test("a test that fails in another way is half a step, unless something breaks", () => {
  const { results } = readTrials(
    [
      'patch 1: 1 passed, 2 failed; fails otherwise ["a \\"b\\""]',
      'patch 2: 0 passed, 3 failed; fails now ["c"]; fails otherwise ["a"]',
    ].join("\n"),
    2,
  );
  expect([...results.values()].map(isStep)).toEqual([true, false]);
  expect(results.get(0)?.failsOtherwise).toEqual(['a "b"']);
});
