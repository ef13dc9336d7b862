import assert from "node:assert/strict";
import { test } from "node:test";
import { TtlCache } from "../src/ttl-cache.js";

function open(options = {}) {
  let time = 0;
  const cache = new TtlCache({ now: () => time, ttl: 100, ...options });
  return { cache, wait: (ms) => (time += ms) };
}

test("a value is there until it runs out", () => {
  const { cache, wait } = open();
  cache.set("a", 1);
  wait(99);
  assert.equal(cache.get("a"), 1);
  wait(1);
  assert.equal(cache.get("a"), undefined);
});

test("an entry may have its own time", () => {
  const { cache, wait } = open();
  cache.set("a", 1, 500);
  wait(400);
  assert.equal(cache.has("a"), true);
});

test("the oldest entry makes room", () => {
  const { cache } = open({ limit: 2 });
  cache.set("a", 1).set("b", 2).set("c", 3);
  assert.equal(cache.has("a"), false);
  assert.equal(cache.size, 2);
});

test("setting an entry again makes it the newest", () => {
  const { cache } = open({ limit: 2 });
  cache.set("a", 1).set("b", 2).set("a", 3).set("c", 4);
  assert.equal(cache.get("a"), 3);
});

test("what has run out is removed", () => {
  const { cache, wait } = open();
  cache.set("a", 1).set("b", 2, 300);
  wait(200);
  assert.equal(cache.prune(), 1);
});
