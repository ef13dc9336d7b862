import assert from "node:assert/strict";
import { test } from "node:test";
import { countChanges, diffLines, formatDiff, linesOf } from "../src/diff.js";
import { hunksOf, textOf } from "../src/hunks.js";

const LINES = ["a", "b", "c"];

/** All texts of up to four lines out of three. */
function allTexts() {
  let texts = [[]];
  const all = [[]];
  for (let length = 1; length <= 4; length += 1) {
    texts = texts.flatMap((text) => LINES.map((line) => [...text, line]));
    all.push(...texts);
  }
  return all.map((lines) => lines.join("\n"));
}

/** The length of the longest common subsequence, from its definition. */
function longestCommon(before, after) {
  if (before.length === 0 || after.length === 0) {
    return 0;
  }
  if (before[0] === after[0]) {
    return 1 + longestCommon(before.slice(1), after.slice(1));
  }
  return Math.max(longestCommon(before.slice(1), after), longestCommon(before, after.slice(1)));
}

/** Every fifth of them, which is enough. */
const SOME = allTexts().filter((_, index) => index % 5 === 0);

test("there are as few changes as possible", () => {
  for (const before of SOME) {
    for (const after of SOME) {
      const common = longestCommon(linesOf(before), linesOf(after));
      const expected = { added: linesOf(after).length - common, removed: linesOf(before).length - common };
      assert.deepEqual(countChanges(before, after), expected);
    }
  }
});

test("both texts can be had back", () => {
  for (const before of SOME) {
    for (const after of SOME) {
      const changes = diffLines(before, after);
      assert.equal(textOf(changes, "before"), before);
      assert.equal(textOf(changes, "after"), after);
    }
  }
});

test("a removed line never follows an added one directly", () => {
  for (const before of SOME) {
    for (const after of SOME) {
      const kinds = diffLines(before, after).map(({ kind }) => kind);
      assert.equal(kinds.join(" ").includes("added removed"), false, JSON.stringify([before, after]));
    }
  }
});

test("a replaced line", () => {
  assert.equal(formatDiff("a\nb\nc", "a\nx\nc"), "  a\n- b\n+ x\n  c");
});

test("several replaced lines", () => {
  assert.equal(formatDiff("a\nb\nc\nd", "a\nx\ny\nd"), "  a\n- b\n- c\n+ x\n+ y\n  d");
});

test("a moved line", () => {
  assert.equal(formatDiff("a\nb\nc", "b\nc\na"), "- a\n  b\n  c\n+ a");
  assert.equal(formatDiff("b\nc\na", "a\nb\nc"), "+ a\n  b\n  c\n- a");
});

test("from nothing and to nothing", () => {
  assert.equal(formatDiff("", "a\nb"), "+ a\n+ b");
  assert.equal(formatDiff("a\nb", ""), "- a\n- b");
  assert.equal(formatDiff("", ""), "");
});

test("lines added at the front and at the end", () => {
  assert.equal(formatDiff("b", "a\nb\nc"), "+ a\n  b\n+ c");
});

test("near changes share a hunk", () => {
  const hunks = hunksOf(diffLines("a\nb\nc\nd\ne", "x\na\nb\nc\nd\ne\ny"), 2);
  assert.deepEqual(
    hunks.map(({ start, changes }) => [start, changes.length]),
    [
      [0, 3],
      [4, 3],
    ],
  );
  assert.equal(hunksOf(diffLines("a\nb\nc\nd", "x\na\nb\nc\nd\ny"), 2).length, 1);
});

test("no changes, no hunks", () => {
  assert.deepEqual(hunksOf(diffLines("a\nb", "a\nb")), []);
});
