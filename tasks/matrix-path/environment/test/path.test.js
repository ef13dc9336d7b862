import assert from "node:assert/strict";
import { test } from "node:test";
import { countReachable, countSteps } from "../src/path.js";

const at = (row, column) => ({ row, column });

test("straight and across", () => {
  assert.equal(countSteps("....\n....\n....", at(0, 0), at(0, 3)), 3);
  assert.equal(countSteps("....\n....\n....", at(0, 0), at(2, 2)), 2);
});

test("around a wall", () => {
  assert.equal(countSteps("...\n.#.\n...", at(0, 1), at(1, 2)), 2);
});

test("a map that is wider than high", () => {
  assert.equal(countSteps(".....#..", at(0, 0), at(0, 4)), 4);
  assert.equal(countSteps(".....#..", at(0, 0), at(0, 7)), -1);
});

test("into a wall", () => {
  assert.equal(countSteps(".#", at(0, 0), at(0, 1)), -1);
});

test("what can be reached", () => {
  assert.equal(countReachable("...\n...\n...", at(0, 0), 1), 4);
  assert.equal(countReachable(".#.\n.#.", at(0, 0), 9), 2);
});
