import assert from "node:assert/strict";
import { test } from "node:test";
import { Heap } from "../src/heap.js";
import { JobQueue, drainOrder } from "../src/job-queue.js";

const falling = (numbers) => [...numbers].sort((a, b) => b - a);

function* permutations(numbers) {
  if (numbers.length === 0) {
    yield [];
  }
  for (const [index, number] of numbers.entries()) {
    for (const rest of permutations(numbers.toSpliced(index, 1))) {
      yield [number, ...rest];
    }
  }
}

test("every order of six jobs comes out by priority", () => {
  for (const order of permutations([1, 2, 3, 4, 5, 6])) {
    assert.deepEqual(drainOrder(order), [6, 5, 4, 3, 2, 1]);
  }
});

test("many jobs come out by priority", () => {
  for (const step of [7, 11, 19, 23, 41]) {
    const priorities = Array.from({ length: 100 }, (_, index) => (index * step) % 101);
    assert.deepEqual(drainOrder(priorities), falling(priorities));
  }
});

test("priorities may be equal or negative", () => {
  assert.deepEqual(drainOrder([0, -2, 5, 0, 5, -2, 1]), [5, 5, 1, 0, 0, -2, -2]);
});

test("of many equal jobs the one that has waited longest comes first", () => {
  const queue = new JobQueue();
  const names = Array.from({ length: 20 }, (_, index) => `job ${index}`);
  names.forEach((name) => queue.add(name, 1));
  assert.deepEqual(queue.drain(), names);
});

test("groups of equal jobs keep their order", () => {
  const queue = new JobQueue();
  for (let index = 0; index < 12; index += 1) {
    queue.add(index, index % 3);
  }
  assert.deepEqual(queue.drain(), [2, 5, 8, 11, 1, 4, 7, 10, 0, 3, 6, 9]);
});

test("adding and taking may alternate", () => {
  const queue = new JobQueue();
  const taken = [];
  for (const priority of [3, 8, 1, 6, 7, 2, 9, 4]) {
    queue.add(priority, priority);
    queue.add(priority * 10, priority * 10);
    taken.push(queue.take().name);
  }
  assert.deepEqual(taken, [30, 80, 10, 60, 70, 20, 90, 40]);
  assert.deepEqual(queue.drain(), [9, 8, 7, 6, 4, 3, 2, 1]);
});

test("a job that fails goes behind those with its priority", () => {
  const queue = new JobQueue();
  ["a", "b", "c"].forEach((name) => queue.add(name, 5));
  queue.add("d", 4);
  queue.fail(queue.take());
  assert.deepEqual(queue.drain(), ["b", "c", "a", "d"]);
});

test("a job is tried three times unless said otherwise", () => {
  for (const [options, most] of [[undefined, 3], [{ maxAttempts: 1 }, 1], [{ maxAttempts: 5 }, 5]]) {
    const queue = new JobQueue(options);
    queue.add("a");
    const attempts = [];
    for (let job = queue.take(); job !== undefined; job = queue.take()) {
      attempts.push(job.attempts);
      queue.fail(job);
    }
    assert.deepEqual(attempts, Array.from({ length: most }, (_, index) => index + 1));
    assert.deepEqual(queue.dead, ["a"]);
  }
});

test("size counts the waiting jobs", () => {
  const queue = new JobQueue();
  queue.add("a");
  queue.add("b");
  queue.take();
  assert.equal(queue.size, 1);
  queue.take();
  assert.equal(queue.take(), undefined);
  assert.equal(queue.size, 0);
});

test("the heap keeps every parent before its children", () => {
  const heap = new Heap((a, b) => a < b);
  for (let index = 0; index < 60; index += 1) {
    heap.push((index * 37) % 61);
  }
  while (heap.size > 0) {
    heap.items.slice(1).forEach((item, index) => assert.ok(heap.items[Math.floor(index / 2)] <= item));
    heap.pop();
  }
});
