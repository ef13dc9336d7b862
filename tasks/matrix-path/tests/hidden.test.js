import assert from "node:assert/strict";
import { test } from "node:test";
import { countReachable, countSteps } from "../src/path.js";

const at = (row, column) => ({ row, column });

/** A map with its rows in reverse order, or with each row reversed, or with rows and columns exchanged. */
const flipped = (map) => map.split("\n").reverse().join("\n");
const mirrored = (map) =>
  map
    .split("\n")
    .map((line) => [...line].reverse().join(""))
    .join("\n");
const turned = (map) => {
  const lines = map.split("\n");
  return [...lines[0]].map((_, column) => lines.map((line) => line[column]).join("")).join("\n");
};

test("no step at all", () => {
  assert.equal(countSteps(".", at(0, 0), at(0, 0)), 0);
  assert.equal(countSteps("#", at(0, 0), at(0, 0)), -1);
});

test("an open field is crossed in as many steps as its longer side", () => {
  for (let rows = 1; rows <= 5; rows += 1) {
    for (let columns = 1; columns <= 5; columns += 1) {
      const map = Array(rows).fill(".".repeat(columns)).join("\n");
      assert.equal(countSteps(map, at(0, 0), at(rows - 1, columns - 1)), Math.max(rows, columns) - 1);
    }
  }
});

test("a wall to the right of a corner", () => {
  assert.equal(countSteps(".#\n..", at(0, 0), at(1, 1)), 2);
  assert.equal(countSteps(".#\n..", at(1, 1), at(0, 0)), 2);
});

test("a wall below a corner", () => {
  assert.equal(countSteps("..\n#.", at(0, 0), at(1, 1)), 2);
  assert.equal(countSteps("..\n#.", at(1, 1), at(0, 0)), 2);
});

test("two walls at a corner close it", () => {
  assert.equal(countSteps(".#\n#.", at(0, 0), at(1, 1)), -1);
  assert.equal(countSteps("#.\n.#", at(0, 1), at(1, 0)), -1);
});

test("a single wall costs two steps more when one goes around it", () => {
  assert.equal(countSteps("...\n.#.\n...", at(0, 0), at(2, 2)), 4);
  assert.equal(countSteps("...\n.#.\n...", at(1, 0), at(1, 2)), 4);
});

test("a way is as long in both directions, and in any position of the map", () => {
  const map = "..#..\n.#...\n...#.\n.#...";
  const last = { row: 3, column: 4 };
  const lengths = [
    countSteps(map, at(0, 0), at(3, 4)),
    countSteps(map, at(3, 4), at(0, 0)),
    countSteps(flipped(map), at(last.row, 0), at(0, last.column)),
    countSteps(mirrored(map), at(0, last.column), at(last.row, 0)),
    countSteps(turned(map), at(0, 0), at(last.column, last.row)),
  ];
  assert.deepEqual(lengths, Array(5).fill(7));
});

test("steps across an open field are still made", () => {
  assert.equal(countSteps("....\n....\n....\n...#", at(0, 0), at(2, 2)), 2);
});

test("a checkered map has no ways", () => {
  assert.equal(countReachable(".#.#\n#.#.\n.#.#", at(0, 0), 99), 1);
});

test("what can be reached in so many steps", () => {
  const map = ".....\n.....\n.....\n.....\n.....";
  assert.deepEqual(
    [0, 1, 2, 3].map((steps) => countReachable(map, at(2, 2), steps)),
    [1, 9, 25, 25],
  );
  assert.equal(countReachable("#.", at(0, 0), 3), 0);
});

test("walls at the corners of a cell do not matter, walls beside it do", () => {
  assert.equal(countReachable("#.#\n...\n#.#", at(1, 1), 1), 5);
  assert.equal(countReachable(".#.\n...\n...", at(1, 1), 1), 6);
  assert.equal(countReachable("...\n#..\n...", at(1, 1), 1), 6);
});

test("short rows end in walls", () => {
  assert.equal(countSteps("...\n.", at(0, 2), at(1, 0)), 3);
});
