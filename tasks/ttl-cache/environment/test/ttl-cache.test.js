import assert from "node:assert/strict";
import { test } from "node:test";
import { TtlCache } from "../src/ttl-cache.js";

function setup(ttl = 100) {
  const clock = { time: 0 };
  return { clock, cache: new TtlCache({ ttl, now: () => clock.time }) };
}

test("get gives what was set", () => {
  const { cache } = setup();
  cache.set("a", 1);
  assert.equal(cache.get("a"), 1);
  assert.equal(cache.get("b"), undefined);
});

test("an entry is there until its time is up", () => {
  const { cache, clock } = setup();
  cache.set("a", 1);
  clock.time = 99;
  assert.equal(cache.has("a"), true);
  clock.time = 101;
  assert.equal(cache.has("a"), false);
});

test("an entry is gone when its time is up", () => {
  const { cache, clock } = setup();
  cache.set("a", 1);
  clock.time = 100;
  assert.equal(cache.get("a"), undefined);
});

test("an entry may live longer than others", () => {
  const { cache, clock } = setup();
  cache.set("a", 1).set("b", 2, 500);
  clock.time = 300;
  assert.deepEqual(cache.keys(), ["b"]);
});

test("an entry may live shorter than others", () => {
  const { cache, clock } = setup();
  cache.set("a", 1, 10).set("b", 2);
  clock.time = 50;
  assert.deepEqual([cache.has("a"), cache.has("b")], [false, true]);
});

test("size counts what is there", () => {
  const { cache, clock } = setup();
  cache.set("a", 1);
  clock.time = 60;
  cache.set("b", 2);
  assert.equal(cache.size, 2);
  clock.time = 120;
  assert.equal(cache.size, 1);
});

test("an entry can be removed", () => {
  const { cache } = setup();
  cache.set("a", 1);
  assert.equal(cache.delete("a"), true);
  assert.equal(cache.delete("a"), false);
});
