import assert from "node:assert/strict";
import { test } from "node:test";
import { TtlCache } from "../src/ttl-cache.js";

function open(options = {}) {
  let time = 0;
  const cache = new TtlCache({ now: () => time, ttl: 100, ...options });
  return { cache, wait: (ms) => (time += ms) };
}

test("at the very moment it runs out it is gone, however it is asked for", () => {
  const { cache, wait } = open();
  cache.set("a", 1).set("b", 2).set("c", 3);
  wait(100);
  assert.equal(cache.has("a"), false);
  assert.equal(cache.get("b"), undefined);
  assert.equal(cache.timeLeft("c"), 0);
  assert.equal(cache.size, 0);
});

test("an entry without any time is never there", () => {
  const { cache } = open();
  cache.set("a", 1, 0);
  assert.equal(cache.has("a"), false);
  assert.equal(cache.size, 0);
});

test("prune counts what runs out now", () => {
  const { cache, wait } = open();
  cache.set("a", 1).set("b", 2, 101);
  wait(100);
  assert.equal(cache.prune(), 1);
});

test("setting again a full cache's entry drops no other", () => {
  const { cache } = open({ limit: 2 });
  cache.set("a", 1).set("b", 2).set("b", 3);
  assert.equal(cache.get("a"), 1);
  assert.equal(cache.get("b"), 3);
});

test("setting the oldest again makes it the newest", () => {
  const { cache } = open({ limit: 3 });
  cache.set("a", 1).set("b", 2).set("c", 3).set("a", 4).set("d", 5);
  assert.deepEqual(
    ["a", "b", "c", "d"].map((key) => cache.has(key)),
    [true, false, true, true],
  );
});

test("setting again starts the time anew", () => {
  const { cache, wait } = open();
  cache.set("a", 1);
  wait(60);
  cache.set("a", 2);
  wait(60);
  assert.equal(cache.get("a"), 2);
  assert.equal(cache.timeLeft("a"), 40);
});

test("what has run out makes room before what is valid", () => {
  const { cache, wait } = open({ limit: 2 });
  cache.set("a", 1, 500).set("b", 2);
  wait(100);
  cache.set("c", 3);
  assert.equal(cache.get("a"), 1);
});

test("a cache of one", () => {
  const { cache } = open({ limit: 1 });
  cache.set("a", 1).set("b", 2).set("b", 3);
  assert.equal(cache.size, 1);
  assert.equal(cache.get("b"), 3);
});

test("values that are falsy are values", () => {
  const { cache } = open();
  cache.set("zero", 0).set("none", null);
  assert.equal(cache.get("zero"), 0);
  assert.equal(cache.get("none"), null);
});
