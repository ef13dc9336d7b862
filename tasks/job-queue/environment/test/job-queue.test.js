import assert from "node:assert/strict";
import { test } from "node:test";
import { Heap } from "../src/heap.js";
import { JobQueue } from "../src/job-queue.js";

test("a heap gives its items in order", () => {
  const heap = new Heap((a, b) => a < b);
  for (const item of [5, 3, 8, 1, 9, 2]) heap.push(item);
  const taken = [];
  while (heap.size > 0) taken.push(heap.pop());
  assert.deepEqual(taken, [1, 2, 3, 5, 8, 9]);
});

test("jobs run by priority, then in their order", () => {
  const queue = new JobQueue();
  queue.add("low", () => {});
  queue.add("high", () => {}, 5);
  queue.add("low too", () => {});
  assert.deepEqual(queue.runAll(), ["high", "low", "low too"]);
});

test("a job that fails is tried three times", () => {
  const queue = new JobQueue();
  queue.add("bad", () => {
    throw new Error("no");
  });
  assert.deepEqual(queue.runAll(), ["bad", "bad", "bad"]);
  assert.deepEqual(queue.failed, [{ name: "bad", message: "no" }]);
});

test("a job that fails once waits behind the others", () => {
  const queue = new JobQueue();
  queue.add("shaky", (tries) => {
    if (tries === 1) throw new Error("once");
  });
  queue.add("steady", () => {});
  assert.deepEqual(queue.runAll(), ["shaky", "steady", "shaky"]);
});

test("an empty queue runs nothing", () => {
  assert.equal(new JobQueue().runNext(), null);
});
