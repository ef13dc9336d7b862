import { expect, test } from "vitest";
import { compareReports, countReport, readTestReport } from "@/lib/engine/agents/repair/test-report";

const SPEC = `▶ list
  ✔ is empty (0.6ms)
  ✖ grows (1.2ms)
✖ list (2.1ms)
✔ a (b) c (0.1ms)
﹣ later (0.1ms) # SKIP
ℹ tests 4

✖ failing tests:

test at test/list.test.js:3:1
✖ grows (1.2ms)
  AssertionError: 1 !== 2
`;

test("node:test's own form is read: each test once, suites too, what was left out not", () => {
  const report = readTestReport(SPEC, 1);
  expect(report.passed).toEqual(new Set(["is empty", "a (b) c"]));
  expect(report.failed).toEqual(new Set(["grows", "list"]));
  expect(countReport(report)).toBe("2 passed, 2 failed");
});

test("TAP is read as well", () => {
  const tap = "TAP version 13\nok 1 - adds\nnot ok 2 - takes away\n  ok 3 - inner # time=1.2ms\n1..3\n";
  expect(readTestReport(tap, 1)).toEqual({
    passed: new Set(["adds", "inner"]),
    failed: new Set(["takes away"]),
    finished: true,
  });
});

test("a run that broke off, or told of nothing, has failed", () => {
  expect(readTestReport(SPEC, null).finished).toBe(false);
  expect(readTestReport("", 0).failed.size).toBe(1);
  expect(readTestReport("✔ a (1ms)", 152).finished).toBe(false);
});

test("better is: something mended, nothing broken", () => {
  const report = (passed: string[], failed: string[]) => ({
    passed: new Set(passed),
    failed: new Set(failed),
    finished: true,
  });
  const before = report(["a"], ["b", "c"]);
  expect(compareReports(before, report(["a", "b"], ["c"]))).toBe("better");
  expect(compareReports(before, before)).toBe("same");
  expect(compareReports(before, report(["b", "c"], ["a"]))).toBe("worse");
});
