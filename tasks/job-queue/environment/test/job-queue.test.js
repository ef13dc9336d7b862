import assert from "node:assert/strict";
import { test } from "node:test";
import { JobQueue, drainOrder } from "../src/job-queue.js";

test("a few jobs come out by priority", () => {
  assert.deepEqual(drainOrder([1, 2]), [2, 1]);
  assert.deepEqual(drainOrder([2, 1, 3]), [3, 2, 1]);
});

test("more jobs come out by priority", () => {
  assert.deepEqual(drainOrder([2, 9, 4, 7, 1]), [9, 7, 4, 2, 1]);
});

test("jobs that are added by falling priority come out so", () => {
  assert.deepEqual(drainOrder([6, 5, 4, 3, 2, 1]), [6, 5, 4, 3, 2, 1]);
});

test("of two equal jobs the first comes first", () => {
  const queue = new JobQueue();
  queue.add("a", 1);
  queue.add("b", 1);
  assert.deepEqual(queue.drain(), ["a", "b"]);
});

test("a job that fails is tried again, and in the end given up", () => {
  const queue = new JobQueue({ maxAttempts: 2 });
  queue.add("a");
  queue.fail(queue.take());
  assert.equal(queue.size, 1);
  queue.fail(queue.take());
  assert.equal(queue.size, 0);
  assert.deepEqual(queue.dead, ["a"]);
});

test("nothing comes from an empty queue", () => {
  assert.equal(new JobQueue().take(), undefined);
});
