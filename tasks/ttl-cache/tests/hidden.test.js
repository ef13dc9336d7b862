import assert from "node:assert/strict";
import { test } from "node:test";
import { memoize } from "../src/memoize.js";
import { TtlCache } from "../src/ttl-cache.js";

function setup(ttl = 100) {
  const clock = { time: 0 };
  return { clock, cache: new TtlCache({ ttl, now: () => clock.time }) };
}

test("an entry is there before its time is up and gone from then on", () => {
  for (let ttl = 1; ttl <= 20; ttl += 1) {
    const { cache, clock } = setup(ttl);
    clock.time = 7;
    cache.set("a", 1);
    for (clock.time = 7; clock.time < 40; clock.time += 1) {
      assert.equal(cache.get("a"), clock.time < 7 + ttl ? 1 : undefined);
      assert.equal(cache.has("a"), clock.time < 7 + ttl);
    }
  }
});

test("each entry has a time of its own", () => {
  const { cache, clock } = setup();
  cache.set("short", 1, 10).set("usual", 2).set("long", 3, 500);
  const seen = [];
  for (const time of [9, 10, 99, 100, 499, 500]) {
    clock.time = time;
    seen.push(cache.keys().join(" "));
  }
  assert.deepEqual(seen, ["short usual long", "usual long", "usual long", "long", "long", ""]);
});

test("an entry that lives for no time is never there", () => {
  const { cache } = setup();
  cache.set("a", 1, 0);
  assert.equal(cache.has("a"), false);
  assert.equal(cache.size, 0);
});

test("one entry's time is not the next one's", () => {
  const { cache, clock } = setup();
  cache.set("a", 1, 500).set("b", 2);
  clock.time = 100;
  assert.deepEqual([cache.has("a"), cache.has("b")], [true, false]);
});

test("size knows nothing of entries that are over", () => {
  const { cache, clock } = setup();
  cache.set("a", 1).set("b", 2, 50).set("c", 3, 150);
  const sizes = [0, 49, 50, 99, 100, 149, 150].map((time) => {
    clock.time = time;
    return cache.size;
  });
  assert.deepEqual(sizes, [3, 3, 2, 2, 1, 1, 0]);
});

test("size after reading, setting again and removing", () => {
  const { cache, clock } = setup();
  cache.set("a", 1).set("b", 2);
  cache.set("a", 3);
  assert.equal(cache.size, 2);
  cache.delete("b");
  assert.equal(cache.size, 1);
  clock.time = 100;
  cache.get("a");
  assert.equal(cache.size, 0);
});

test("setting again begins the time anew, reading does not", () => {
  const { cache, clock } = setup();
  cache.set("a", 1).set("b", 2);
  clock.time = 90;
  cache.set("a", 1);
  cache.get("b");
  clock.time = 110;
  assert.equal(cache.get("a"), 1);
  assert.equal(cache.get("b"), undefined);
});

test("the time left", () => {
  const { cache, clock } = setup();
  cache.set("a", 1).set("b", 2, 500);
  clock.time = 40;
  assert.deepEqual(["a", "b", "c"].map((key) => cache.ttlOf(key)), [60, 460, 0]);
  clock.time = 100;
  assert.deepEqual(["a", "b"].map((key) => cache.ttlOf(key)), [0, 400]);
  clock.time = 1000;
  assert.equal(cache.ttlOf("b"), 0);
});

test("removing an entry that is over removes nothing", () => {
  const { cache, clock } = setup();
  cache.set("a", 1);
  clock.time = 100;
  assert.equal(cache.delete("a"), false);
});

test("values that look like nothing are values", () => {
  const { cache } = setup();
  cache.set("a", 0).set("b", null);
  assert.deepEqual([cache.get("a"), cache.get("b"), cache.has("b")], [0, null, true]);
});

test("a memoized function is called again when the time is up", () => {
  const clock = { time: 0 };
  const calls = [];
  const double = memoize((number) => calls.push(number) && number * 2, { ttl: 10, now: () => clock.time });
  for (const [time, number] of [[0, 1], [5, 1], [9, 2], [10, 1], [18, 2], [19, 2]]) {
    clock.time = time;
    assert.equal(double(number), number * 2);
  }
  assert.deepEqual(calls, [1, 2, 1, 2]);
});
