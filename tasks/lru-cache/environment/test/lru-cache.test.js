import assert from "node:assert/strict";
import { test } from "node:test";
import { LruCache } from "../src/lru-cache.js";

test("get gives what was set", () => {
  const cache = new LruCache(3).set("a", 1);
  assert.equal(cache.get("a"), 1);
  assert.equal(cache.get("b"), undefined);
});

test("set drops the entry used longest ago", () => {
  const cache = new LruCache(2).set("a", 1).set("b", 2).set("c", 3);
  assert.equal(cache.has("a"), false);
  assert.equal(cache.has("c"), true);
});

test("set keeps entries while there is room", () => {
  const cache = new LruCache(2).set("a", 1).set("b", 2);
  assert.equal(cache.peek("a"), 1);
  assert.equal(cache.peek("b"), 2);
});

test("get counts as use", () => {
  const cache = new LruCache(3).set("a", 1).set("b", 2).set("c", 3);
  cache.get("a");
  cache.set("d", 4);
  assert.equal(cache.peek("a"), 1);
});
