import { expect, test } from "vitest";
import { candidatesFrom } from "@/lib/engine/agents/repair/from-others";
import { rankPatches, readContext } from "@/lib/engine/agents/repair/context-reader";
import { changeKey } from "@/lib/engine/agents/repair/diff";
import {
  LARGEST_HUNK,
  smallProject,
  TAKE_HUNK,
  tellAttempts,
} from "@/lib/engine/agents/repair/testing/small-project";

const sources = new Map([["src/list.js", smallProject["src/list.js"]]]);

test("refuted changes, final hunks and the last run are read from the text", () => {
  const [attempt] = readContext(
    tellAttempts([{ refuted: [TAKE_HUNK], hunks: [LARGEST_HUNK], passed: 2, failed: 1 }]),
  );
  expect(attempt).toMatchObject({ number: 1, lastRun: { passed: 2, failed: 1 } });
  expect(attempt?.refuted).toEqual(new Set([changeKey("src/list.js", TAKE_HUNK)]));
  expect(attempt?.hunks).toEqual([{ path: "src/list.js", text: LARGEST_HUNK }]);
});

test("a quote of changed lines alone is a change of the file that its claim names", () => {
  const told = tellAttempts([{ refuted: [TAKE_HUNK] }]);
  const lines = TAKE_HUNK.split("\n")
    .filter((line) => /^[+-]/.test(line))
    .join("\n");
  const bare = told.replace(
    JSON.stringify(`--- a/src/list.js\n+++ b/src/list.js\n${TAKE_HUNK}`),
    JSON.stringify(lines),
  );
  expect(bare).not.toBe(told);
  expect(readContext(bare)[0]?.refuted).toEqual(new Set([changeKey("src/list.js", TAKE_HUNK)]));
});

test("what cannot be understood is passed over", () => {
  expect(readContext("Nothing here.")).toEqual([]);
  expect(readContext('```json\n{"attempt": 1\n```\n\n```json\n[]\n```')).toEqual([]);
});

test("the best last run comes first, then what most attempts agree on", () => {
  const ranked = rankPatches(
    readContext(
      tellAttempts([
        { hunks: [LARGEST_HUNK], passed: 2, failed: 1 },
        { hunks: [TAKE_HUNK], passed: 2, failed: 1 },
        { hunks: [] },
        { hunks: [TAKE_HUNK], passed: 2, failed: 1 },
        { hunks: [TAKE_HUNK, LARGEST_HUNK], passed: 3, failed: 0 },
      ]),
    ),
  );
  expect(ranked.map(({ attempts }) => attempts)).toEqual([[5], [2, 4], [1]]);
});

test("attempts give candidates: whole, in pieces, joined; each state once, and none that does not fit", () => {
  const attempts = readContext(
    tellAttempts([
      { hunks: [TAKE_HUNK], passed: 2, failed: 1 },
      { hunks: [LARGEST_HUNK] },
      { hunks: ["@@ -1 +1 @@\n-gone\n+new"] },
    ]),
  );
  const candidates = candidatesFrom(attempts, sources, new Set());
  expect(candidates.map(({ idea }) => idea)).toEqual([
    expect.stringContaining("what attempt 1 ended with"),
    expect.stringContaining("what attempt 2 ended with"),
    "what attempt 1 and attempt 2 ended with belongs together",
  ]);
  const both = candidates.at(-1)?.result.get("src/list.js");
  expect(both).toContain("taken.length >= count");
  expect(both).toContain("Math.max");
});
