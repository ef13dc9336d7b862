import assert from "node:assert/strict";
import { test } from "node:test";
import { countChanges, diffLines, formatDiff } from "../src/diff.js";
import { hunksOf, textOf } from "../src/hunks.js";

test("equal texts have no changes", () => {
  assert.deepEqual(countChanges("a\nb\nc", "a\nb\nc"), { added: 0, removed: 0 });
});

test("an added line", () => {
  assert.equal(formatDiff("a\nc", "a\nb\nc"), "  a\n+ b\n  c");
});

test("a removed line", () => {
  assert.equal(formatDiff("a\nb\nc", "a\nc"), "  a\n- b\n  c");
});

test("a moved line is one removal and one addition", () => {
  assert.deepEqual(countChanges("a\nb\nc\nd", "b\nc\nd\na"), { added: 1, removed: 1 });
});

test("both texts can be had back", () => {
  const changes = diffLines("a\nb\nc", "b\nx\nc");
  assert.equal(textOf(changes, "before"), "a\nb\nc");
  assert.equal(textOf(changes, "after"), "b\nx\nc");
});

test("a hunk has lines around the change", () => {
  const [hunk] = hunksOf(diffLines("a\nb\nc\nd", "a\nb\nc\nd\ne"), 2);
  assert.deepEqual(
    hunk.changes.map(({ line }) => line),
    ["c", "d", "e"],
  );
});
