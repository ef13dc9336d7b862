import assert from "node:assert/strict";
import { test } from "node:test";
import { RateLimiter } from "../src/rate-limiter.js";
import { passed } from "../src/replay.js";
import { TokenBucket } from "../src/token-bucket.js";

function bucketAt(settings) {
  const clock = { time: 0 };
  return { clock, bucket: new TokenBucket({ ...settings, now: () => clock.time }) };
}

test("a full bucket lets a burst pass", () => {
  assert.deepEqual(passed({ capacity: 3, perSecond: 1 }, [0, 0, 0, 0]), [0, 0, 0]);
});

test("a bucket never holds more than its capacity", () => {
  const { clock, bucket } = bucketAt({ capacity: 2, perSecond: 1 });
  clock.time = 60_000;
  assert.equal(bucket.available(), 2);
});

test("asking often does not keep a bucket empty", () => {
  const { clock, bucket } = bucketAt({ capacity: 1, perSecond: 1 });
  bucket.take();
  for (const time of [600, 1200, 1800]) {
    clock.time = time;
    bucket.available();
  }
  assert.equal(bucket.take(), true);
});

test("waiting as long as told is enough", () => {
  const { clock, bucket } = bucketAt({ capacity: 1, perSecond: 3 });
  bucket.take();
  clock.time = bucket.waitFor();
  assert.equal(bucket.take(), true);
});

test("more than the capacity never passes", () => {
  const { bucket } = bucketAt({ capacity: 2, perSecond: 1 });
  assert.equal(bucket.waitFor(3), Infinity);
});

test("keys do not share a bucket", () => {
  const limiter = new RateLimiter({ capacity: 1, perSecond: 1, now: () => 0 });
  assert.equal(limiter.check("a").allowed, true);
  assert.equal(limiter.check("a").allowed, false);
  assert.equal(limiter.check("b").allowed, true);
});
