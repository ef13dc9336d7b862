import assert from "node:assert/strict";
import { test } from "node:test";
import { countHits } from "../src/hit-count.js";
import { LruCache } from "../src/lru-cache.js";

const filled = () => new LruCache(3).set("a", 1).set("b", 2).set("c", 3);

test("a full cache holds its capacity", () => {
  assert.equal(filled().size, 3);
  assert.equal(filled().set("d", 4).size, 3);
  assert.equal(new LruCache(1).set("a", 1).peek("a"), 1);
});

test("the entry used longest ago goes first", () => {
  const cache = filled().set("d", 4);
  assert.deepEqual(["a", "b", "c", "d"].filter((key) => cache.has(key)), ["b", "c", "d"]);
});

test("reading counts as use", () => {
  const cache = filled();
  assert.equal(cache.get("a"), 1);
  cache.set("d", 4);
  assert.deepEqual(["a", "b", "c", "d"].filter((key) => cache.has(key)), ["a", "c", "d"]);
});

test("writing counts as use", () => {
  const cache = filled().set("a", 9).set("d", 4);
  assert.equal(cache.get("a"), 9);
  assert.equal(cache.has("b"), false);
});

test("peeking and asking do not count as use", () => {
  const cache = filled();
  cache.peek("a");
  cache.has("a");
  cache.set("d", 4);
  assert.equal(cache.has("a"), false);
});

test("reading a key that is not there leaves the cache alone", () => {
  const cache = filled();
  assert.equal(cache.get("x"), undefined);
  assert.equal(cache.has("x"), false);
  assert.equal(cache.size, 3);
  assert.equal(cache.has("a"), true);
});

test("hits are counted", () => {
  assert.equal(countHits(2, ["a", "b", "a", "c", "a"]), 2);
  assert.equal(countHits(3, ["a", "b", "c", "a", "b", "c"]), 3);
  assert.equal(countHits(1, ["a", "a", "b", "a"]), 1);
});
