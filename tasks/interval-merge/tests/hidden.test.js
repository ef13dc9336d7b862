import assert from "node:assert/strict";
import { test } from "node:test";
import { contains, coveredLength, gaps, merge } from "../src/intervals.js";

const span = (start, end) => ({ start, end });

test("overlapping intervals become one", () => {
  assert.deepEqual(merge([span(1, 4), span(3, 6)]), [span(1, 6)]);
});

test("touching intervals become one", () => {
  assert.deepEqual(merge([span(3, 5), span(1, 3), span(5, 6)]), [span(1, 6)]);
});

test("an interval inside a longer one changes nothing", () => {
  assert.deepEqual(merge([span(1, 9), span(2, 4)]), [span(1, 9)]);
  assert.deepEqual(merge([span(1, 9), span(2, 4), span(8, 12)]), [span(1, 12)]);
});

test("a small gap keeps intervals apart", () => {
  assert.deepEqual(merge([span(0, 1), span(1.5, 2)]), [span(0, 1), span(1.5, 2)]);
  assert.deepEqual(merge([span(0, 1), span(2, 3)]), [span(0, 1), span(2, 3)]);
});

test("merging nothing gives nothing", () => {
  assert.deepEqual(merge([]), []);
});

test("the input is left as it is", () => {
  const input = [span(3, 5), span(1, 3), span(2, 8)];
  merge(input);
  assert.deepEqual(input, [span(3, 5), span(1, 3), span(2, 8)]);
});

test("covered length counts nested intervals once", () => {
  assert.equal(coveredLength([span(0, 10), span(2, 3), span(12, 13)]), 11);
});

test("gaps stay inside the range", () => {
  assert.deepEqual(gaps([span(-5, 1), span(3, 20), span(4, 5)], span(0, 10)), [span(1, 3)]);
  assert.deepEqual(gaps([span(0, 2), span(2, 4)], span(0, 4)), []);
});

test("contains is half-open", () => {
  assert.equal(contains([span(1, 2), span(4, 5)], 4), true);
  assert.equal(contains([span(1, 2), span(4, 5)], 5), false);
});
