import assert from "node:assert/strict";
import { test } from "node:test";
import { describeSplit, formatAmount, parseAmount, splitEvenly } from "../src/money.js";

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

test("parseAmount reads whole amounts", () => {
  assert.equal(parseAmount("5"), 500);
  assert.equal(parseAmount("12.50"), 1250);
});

test("parseAmount reads every cent", () => {
  assert.equal(parseAmount("19.99"), 1999);
});

test("formatAmount prints two decimals", () => {
  assert.equal(formatAmount(1234), "12.34");
  assert.equal(formatAmount(-7), "-0.07");
});

test("splitEvenly hands out every cent", () => {
  assert.equal(sum(splitEvenly(100, 3)), 100);
});

test("describeSplit lists the parts", () => {
  assert.equal(describeSplit("1.00", 3).split(", ").length, 3);
});
