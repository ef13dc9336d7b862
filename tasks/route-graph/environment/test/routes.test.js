import assert from "node:assert/strict";
import { test } from "node:test";
import { RoadMap } from "../src/road-map.js";
import { distancesFrom, shortestRoute, visitOrder } from "../src/routes.js";

test("a route along one line", () => {
  const map = new RoadMap().road("a", "b", 2).road("b", "c", 3);
  assert.deepEqual(shortestRoute(map, "a", "c"), { places: ["a", "b", "c"], length: 5 });
  assert.deepEqual(shortestRoute(map, "a", "a"), { places: ["a"], length: 0 });
});

test("the way back", () => {
  const map = new RoadMap().road("a", "b", 2).road("b", "c", 3);
  assert.deepEqual(shortestRoute(map, "c", "a"), { places: ["c", "b", "a"], length: 5 });
});

test("the shorter of two ways", () => {
  const map = new RoadMap().road("a", "b", 7).road("b", "c", 2).road("a", "d", 1).road("d", "b", 3);
  assert.deepEqual(shortestRoute(map, "a", "c"), { places: ["a", "d", "b", "c"], length: 6 });
});

test("distances to all places", () => {
  const map = new RoadMap().road("a", "b", 1).road("a", "c", 9).road("b", "c", 2).road("c", "d", 1);
  assert.deepEqual(distancesFrom(map, "a"), { a: 0, b: 1, c: 3, d: 4 });
});

test("a place without roads cannot be reached", () => {
  const map = new RoadMap().road("a", "b", 1).place("c");
  assert.equal(shortestRoute(map, "a", "c"), null);
});

test("a one-way road can be used forward", () => {
  const map = new RoadMap().road("a", "b", 1, { oneWay: true });
  assert.deepEqual(shortestRoute(map, "a", "b"), { places: ["a", "b"], length: 1 });
});

test("places without one-way roads are visited in the order in which they were added", () => {
  assert.deepEqual(visitOrder(new RoadMap().road("a", "b", 1).place("c")), ["a", "b", "c"]);
});
