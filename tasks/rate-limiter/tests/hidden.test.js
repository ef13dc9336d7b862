import assert from "node:assert/strict";
import { test } from "node:test";
import { RateLimiter } from "../src/rate-limiter.js";
import { passed, replay } from "../src/replay.js";
import { TokenBucket } from "../src/token-bucket.js";

function bucketAt(settings) {
  const clock = { time: 0 };
  return { clock, bucket: new TokenBucket({ ...settings, now: () => clock.time }) };
}

test("a burst passes up to the capacity", () => {
  assert.deepEqual(passed({ capacity: 2, perSecond: 1 }, [0, 0, 0, 999, 1000]), [0, 0, 1000]);
});

test("parts of a token add up", () => {
  const { clock, bucket } = bucketAt({ capacity: 5, perSecond: 1 });
  bucket.take(5);
  for (let time = 250; time <= 1000; time += 250) {
    clock.time = time;
    assert.equal(bucket.available(), time / 1000);
  }
});

test("a part of a token is not a token", () => {
  const { clock, bucket } = bucketAt({ capacity: 1, perSecond: 1 });
  bucket.take();
  clock.time = 500;
  assert.equal(bucket.take(), false);
  clock.time = 875;
  assert.equal(bucket.take(), false);
  clock.time = 1000;
  assert.equal(bucket.take(), true);
});

test("a refused request takes nothing", () => {
  const { bucket } = bucketAt({ capacity: 3, perSecond: 1 });
  assert.equal(bucket.take(2), true);
  assert.equal(bucket.take(2), false);
  assert.equal(bucket.available(), 1);
});

test("a long rest fills the bucket and no more", () => {
  assert.deepEqual(
    passed({ capacity: 2, perSecond: 4 }, [0, 0, 90_000, 90_000, 90_000]),
    [0, 0, 90_000, 90_000],
  );
});

test("however often one asks, the rate holds", () => {
  for (const pause of [125, 250, 500]) {
    const times = [];
    for (let time = 0; time <= 20_000; time += pause) {
      times.push(time);
    }
    assert.equal(passed({ capacity: 2, perSecond: 0.5 }, times).length, 2 + 10, `every ${pause} ms`);
  }
});

test("nothing has to be waited for while there are tokens", () => {
  const { bucket } = bucketAt({ capacity: 2, perSecond: 1 });
  assert.equal(bucket.waitFor(), 0);
  assert.equal(bucket.waitFor(2), 0);
});

test("the wait is exact when it comes to whole milliseconds", () => {
  const { clock, bucket } = bucketAt({ capacity: 4, perSecond: 2 });
  bucket.take(4);
  assert.equal(bucket.waitFor(), 500);
  assert.equal(bucket.waitFor(3), 1500);
  clock.time = 375;
  assert.equal(bucket.waitFor(), 125);
});

test("waiting as told is enough, and a millisecond less is not", () => {
  for (let perSecond = 1; perSecond <= 12; perSecond += 1) {
    for (let count = 1; count <= 4; count += 1) {
      const short = bucketAt({ capacity: 4, perSecond });
      short.bucket.take(4);
      short.clock.time = short.bucket.waitFor(count) - 1;
      assert.equal(short.bucket.take(count), false, `${count} at ${perSecond} per second, too early`);
      const enough = bucketAt({ capacity: 4, perSecond });
      enough.bucket.take(4);
      enough.clock.time = enough.bucket.waitFor(count);
      assert.equal(enough.bucket.take(count), true, `${count} at ${perSecond} per second`);
    }
  }
});

test("a refused request is told when to come again", () => {
  const answers = replay({ capacity: 1, perSecond: 4 }, [
    { at: 0, key: "a" },
    { at: 100, key: "a" },
    { at: 250, key: "a" },
    { at: 250, key: "b" },
    { at: 250, key: "b", cost: 2 },
  ]);
  assert.deepEqual(answers, [
    { allowed: true, retryAfter: 0 },
    { allowed: false, retryAfter: 150 },
    { allowed: true, retryAfter: 0 },
    { allowed: true, retryAfter: 0 },
    { allowed: false, retryAfter: Infinity },
  ]);
});

test("only full buckets are forgotten", () => {
  const clock = { time: 0 };
  const limiter = new RateLimiter({ capacity: 1, perSecond: 1, now: () => clock.time });
  limiter.check("a");
  clock.time = 500;
  limiter.check("b");
  assert.equal(limiter.prune(), 0);
  clock.time = 1000;
  assert.equal(limiter.prune(), 1);
  clock.time = 1500;
  assert.equal(limiter.prune(), 1);
  assert.equal(limiter.prune(), 0);
});
