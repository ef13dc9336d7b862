import assert from "node:assert/strict";
import { test } from "node:test";
import { RoadMap } from "../src/road-map.js";
import { distancesFrom, shortestRoute, visitOrder } from "../src/routes.js";

/** A map of n places whose roads look random and are the same every time. */
function largeMap(n, step, oneWay) {
  const map = new RoadMap();
  for (let index = 0; index < n; index += 1) {
    map.road(index, (index + 1) % n, ((index * step) % 17) + 3, { oneWay });
    map.road(index, (index * step + 1) % n, ((index * 7) % 23) + 1, { oneWay });
  }
  return map;
}

/** Lengths of the shortest ways, by relaxing all roads until nothing changes. */
function slowDistances(map, start) {
  const lengths = new Map([[start, 0]]);
  for (let round = 0; round < map.places.length; round += 1) {
    for (const place of [...lengths.keys()]) {
      for (const { to, length } of map.roadsFrom(place)) {
        lengths.set(to, Math.min(lengths.get(to) ?? Infinity, lengths.get(place) + length));
      }
    }
  }
  return Object.fromEntries(lengths);
}

const square = () => new RoadMap().road("a", "b", 7).road("b", "c", 2).road("a", "d", 1).road("d", "b", 3);

test("examples", () => {
  assert.deepEqual(shortestRoute(square(), "a", "c"), { places: ["a", "d", "b", "c"], length: 6 });
  assert.deepEqual(shortestRoute(square(), "c", "a"), { places: ["c", "b", "d", "a"], length: 6 });
  assert.deepEqual(distancesFrom(square(), "a"), { a: 0, b: 4, c: 6, d: 1 });
});

test("a one-way road cannot be used backward", () => {
  const map = new RoadMap().road("x", "y", 5, { oneWay: true });
  assert.deepEqual(shortestRoute(map, "x", "y"), { places: ["x", "y"], length: 5 });
  assert.equal(shortestRoute(map, "y", "x"), null);
});

test("one-way roads make the way back longer", () => {
  const map = new RoadMap().road("a", "b", 1, { oneWay: true }).road("b", "c", 2).road("c", "a", 3);
  assert.equal(shortestRoute(map, "a", "b").length, 1);
  assert.deepEqual(shortestRoute(map, "b", "a"), { places: ["b", "c", "a"], length: 5 });
});

test("many short roads beat one long road", () => {
  const map = new RoadMap().road(0, 10, 100);
  for (let index = 0; index < 10; index += 1) {
    map.road(index, index + 1, 9);
  }
  assert.equal(shortestRoute(map, 0, 10).length, 90);
  assert.equal(shortestRoute(map, 10, 0).places.length, 11);
});

test("distances are the smallest on large maps", () => {
  for (const step of [3, 5, 13]) {
    for (const oneWay of [false, true]) {
      const map = largeMap(30, step, oneWay);
      for (const start of [0, 29]) {
        assert.deepEqual(distancesFrom(map, start), slowDistances(map, start));
      }
    }
  }
});

test("ways there and back are equally long without one-way roads", () => {
  const map = largeMap(20, 7, false);
  for (let from = 0; from < 20; from += 1) {
    for (let to = 0; to < from; to += 1) {
      assert.equal(shortestRoute(map, from, to).length, shortestRoute(map, to, from).length);
    }
  }
});

test("a route is made of roads and is as long as they are", () => {
  const map = largeMap(25, 9, true);
  for (let goal = 0; goal < 25; goal += 1) {
    const { places, length } = shortestRoute(map, 0, goal);
    const parts = places.slice(1).map((place, index) => {
      const roads = map.roadsFrom(places[index]).filter(({ to }) => to === place);
      return Math.min(...roads.map((road) => road.length));
    });
    assert.equal(parts.reduce((sum, part) => sum + part, 0), length);
  }
});

test("places that cannot be reached have no distance", () => {
  const map = new RoadMap().road("a", "b", 1).road("c", "d", 1);
  assert.deepEqual(distancesFrom(map, "b"), { b: 0, a: 1 });
  assert.equal(shortestRoute(map, "a", "d"), null);
});

test("unknown places are errors", () => {
  assert.throws(() => shortestRoute(square(), "z", "a"), /no place "z"/);
  assert.throws(() => shortestRoute(square(), "a", "z"), /no place "z"/);
});

test("one-way roads lead forward in the order of visits", () => {
  const map = new RoadMap()
    .place("shirt")
    .road("tie", "jacket", 1, { oneWay: true })
    .road("shirt", "tie", 1, { oneWay: true })
    .road("jacket", "shirt", 1)
    .road("socks", "shoes", 1, { oneWay: true });
  assert.deepEqual(visitOrder(map), ["shirt", "tie", "jacket", "socks", "shoes"]);
});

test("a circle of one-way roads is an error", () => {
  const oneWay = { oneWay: true };
  const map = new RoadMap().road("a", "b", 1, oneWay).road("b", "c", 1, oneWay).road("c", "a", 1, oneWay);
  assert.throws(() => visitOrder(map), /circle/);
});

test("roads have a length", () => {
  assert.throws(() => new RoadMap().road("a", "b", -1), RangeError);
  assert.throws(() => new RoadMap().road("a", "b"), RangeError);
});
