import assert from "node:assert/strict";
import { test } from "node:test";
import { contains, coveredLength, gaps, merge } from "../src/intervals.js";

test("merge joins intervals that overlap", () => {
  assert.deepEqual(
    merge([
      { start: 1, end: 4 },
      { start: 3, end: 6 },
    ]),
    [{ start: 1, end: 6 }],
  );
});

test("merge joins intervals that touch", () => {
  assert.deepEqual(
    merge([
      { start: 1, end: 3 },
      { start: 3, end: 5 },
    ]),
    [{ start: 1, end: 5 }],
  );
});

test("merge leaves distant intervals apart and in order", () => {
  assert.deepEqual(
    merge([
      { start: 7, end: 9 },
      { start: 1, end: 2 },
    ]),
    [
      { start: 1, end: 2 },
      { start: 7, end: 9 },
    ],
  );
});

test("coveredLength counts an overlap once", () => {
  assert.equal(
    coveredLength([
      { start: 0, end: 4 },
      { start: 2, end: 6 },
    ]),
    6,
  );
});

test("gaps lists what is free", () => {
  assert.deepEqual(gaps([{ start: 2, end: 4 }], { start: 0, end: 6 }), [
    { start: 0, end: 2 },
    { start: 4, end: 6 },
  ]);
});

test("contains excludes the end", () => {
  assert.equal(contains([{ start: 1, end: 2 }], 1), true);
  assert.equal(contains([{ start: 1, end: 2 }], 2), false);
});
