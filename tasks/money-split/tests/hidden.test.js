import assert from "node:assert/strict";
import { test } from "node:test";
import { describeSplit, formatAmount, parseAmount, splitEvenly } from "../src/money.js";

test("every amount with two decimals up to 100 is read exactly", () => {
  for (let cents = 0; cents <= 10_000; cents += 1) {
    assert.equal(parseAmount((cents / 100).toFixed(2)), cents);
  }
});

test("amounts without decimals are read", () => {
  assert.equal(parseAmount("7"), 700);
});

test("reading and printing are inverse", () => {
  for (const text of ["0.00", "0.07", "1.10", "4.35", "19.99", "1234.56"]) {
    assert.equal(formatAmount(parseAmount(text)), text);
  }
});

test("no cent is left over", () => {
  assert.deepEqual(splitEvenly(90, 3), [30, 30, 30]);
});

test("one cent is left over", () => {
  assert.deepEqual(splitEvenly(100, 3), [34, 33, 33]);
});

test("several cents are left over", () => {
  assert.deepEqual(splitEvenly(200, 3), [67, 67, 66]);
  assert.deepEqual(splitEvenly(7, 4), [2, 2, 2, 1]);
});

test("fewer cents than parts", () => {
  assert.deepEqual(splitEvenly(2, 4), [1, 1, 0, 0]);
});

test("a split adds up for many amounts", () => {
  for (let cents = 0; cents < 200; cents += 1) {
    for (let parts = 1; parts <= 7; parts += 1) {
      const total = splitEvenly(cents, parts).reduce((sum, share) => sum + share, 0);
      assert.equal(total, cents);
    }
  }
});

test("a split is described", () => {
  assert.equal(describeSplit("1.10", 3), "0.37, 0.37, 0.36");
});
