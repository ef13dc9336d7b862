import assert from "node:assert/strict";
import { test } from "node:test";
import { affectedBy } from "../src/affected.js";
import { buildOrder, buildStages, findCycle } from "../src/build-order.js";
import { CycleError } from "../src/cycle-error.js";

const APP = { app: ["api", "ui"], api: ["core"], ui: ["core"], core: [], docs: [] };

test("what is needed comes first", () => {
  assert.deepEqual(buildOrder(APP), ["core", "api", "ui", "app", "docs"]);
});

test("two that need each other cannot be built", () => {
  assert.throws(() => buildOrder({ a: ["b"], b: ["a"] }), CycleError);
});

test("a cycle is reported without what leads to it", () => {
  assert.deepEqual(findCycle({ a: ["b"], b: ["c"], c: ["b"] }), ["b", "c", "b"]);
});

test("stages of the app", () => {
  assert.deepEqual(buildStages(APP), [["core", "docs"], ["api", "ui"], ["app"]]);
});

test("a stage comes after everything that is needed", () => {
  assert.deepEqual(buildStages({ site: ["pages", "theme"], pages: ["parser"] }), [
    ["parser", "theme"],
    ["pages"],
    ["site"],
  ]);
});

test("what a change affects", () => {
  assert.deepEqual(affectedBy(APP, ["ui"]), ["ui", "app"]);
});
