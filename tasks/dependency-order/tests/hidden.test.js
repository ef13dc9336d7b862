import assert from "node:assert/strict";
import { test } from "node:test";
import { affectedBy } from "../src/affected.js";
import { buildOrder, buildStages, findCycle } from "../src/build-order.js";
import { CycleError } from "../src/cycle-error.js";

/** A graph without cycles: "n0" to "n<size - 1>", each needing some of the ones before it. */
function layered(size, seed) {
  const graph = {};
  for (let index = 0; index < size; index += 1) {
    graph[`n${index}`] = Array.from({ length: index }, (_, other) => other)
      .filter((other) => (index * 7 + other * 5 + seed) % 4 === 0)
      .map((other) => `n${other}`);
  }
  return graph;
}

test("nothing to build", () => {
  assert.deepEqual(buildOrder({}), []);
  assert.deepEqual(buildStages({}), []);
});

test("names that are only mentioned are built too", () => {
  assert.deepEqual(buildOrder({ b: ["a"] }), ["a", "b"]);
});

test("every name once, each after what it needs", () => {
  for (let seed = 0; seed < 8; seed += 1) {
    const graph = layered(12, seed);
    const order = buildOrder(graph);
    assert.deepEqual([...order].sort(), Object.keys(graph).sort());
    for (const [name, needed] of Object.entries(graph)) {
      for (const other of needed) {
        assert.equal(order.indexOf(other) < order.indexOf(name), true);
      }
    }
  }
});

test("every name is in the first stage after all it needs", () => {
  for (let seed = 0; seed < 8; seed += 1) {
    const graph = layered(12, seed);
    const stages = buildStages(graph);
    const stageOf = (name) => stages.findIndex((names) => names.includes(name));
    for (const [name, needed] of Object.entries(graph)) {
      assert.equal(stageOf(name), needed.length === 0 ? 0 : 1 + Math.max(...needed.map(stageOf)));
    }
  }
});

test("the order in which dependencies are written does not matter", () => {
  const stages = [["a"], ["b"], ["c"]];
  assert.deepEqual(buildStages({ c: ["a", "b"], b: ["a"] }), stages);
  assert.deepEqual(buildStages({ c: ["b", "a"], b: ["a"] }), stages);
});

test("stages are sorted", () => {
  assert.deepEqual(buildStages({ z: [], m: [], a: ["z"], b: ["m"] }), [
    ["m", "z"],
    ["a", "b"],
  ]);
});

test("one that needs itself", () => {
  assert.deepEqual(findCycle({ a: ["a"] }), ["a", "a"]);
});

test("two that need each other", () => {
  assert.deepEqual(findCycle({ a: ["b"], b: ["a"] }), ["a", "b", "a"]);
});

test("a cycle behind one name", () => {
  assert.deepEqual(findCycle({ a: ["b"], b: ["c"], c: ["d"], d: ["b"] }), ["b", "c", "d", "b"]);
});

test("a cycle behind several names", () => {
  assert.deepEqual(findCycle({ a: ["b"], b: ["c"], c: ["d"], d: ["e"], e: ["d"] }), ["d", "e", "d"]);
  for (let lead = 0; lead < 6; lead += 1) {
    const graph = { x: ["y"], y: ["x"] };
    for (let index = 0; index < lead; index += 1) {
      graph[`a${index}`] = [index + 1 < lead ? `a${index + 1}` : "x"];
    }
    assert.deepEqual(findCycle(graph), ["x", "y", "x"]);
  }
});

test("the message names the cycle", () => {
  assert.throws(
    () => buildOrder({ a: ["b"], b: ["c"], c: ["b"] }),
    (error) => error instanceof CycleError && error.message.endsWith(": b -> c -> b"),
  );
});

test("several ways to the same name are no cycle", () => {
  assert.equal(findCycle({ d: ["b", "c"], b: ["a"], c: ["a"] }), undefined);
});

test("a change goes all the way up", () => {
  const graph = { d: ["c"], c: ["b"], b: ["a"], e: ["a"], f: [] };
  assert.deepEqual(affectedBy(graph, ["b"]), ["b", "c", "d"]);
  assert.deepEqual(affectedBy(graph, ["a", "f"]), ["a", "b", "c", "d", "e", "f"]);
  assert.deepEqual(affectedBy(graph, []), []);
});
