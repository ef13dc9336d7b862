import assert from "node:assert/strict";
import { test } from "node:test";
import { Heap } from "../src/heap.js";
import { JobQueue } from "../src/job-queue.js";

function drain(items) {
  const heap = new Heap((a, b) => a < b);
  for (const item of items) heap.push(item);
  return items.map(() => heap.pop());
}

function permutations(items) {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}

test("a heap sorts every order of seven items", () => {
  for (const order of permutations([1, 2, 3, 4, 5, 6])) assert.deepEqual(drain(order), [1, 2, 3, 4, 5, 6]);
});

test("a heap keeps equal items", () => {
  assert.deepEqual(drain([2, 1, 2, 1, 2]), [1, 1, 2, 2, 2]);
});

test("an empty heap gives nothing", () => {
  const heap = new Heap((a, b) => a < b);
  assert.equal(heap.pop(), undefined);
  assert.equal(heap.size, 0);
});

test("many jobs of one priority run in their order", () => {
  const queue = new JobQueue();
  const names = Array.from({ length: 20 }, (_, index) => "job " + index);
  for (const name of names) queue.add(name, () => {});
  assert.deepEqual(queue.runAll(), names);
});

test("many priorities", () => {
  const queue = new JobQueue();
  for (const priority of [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]) queue.add("p" + priority, () => {}, priority);
  assert.deepEqual(queue.runAll(), ["p9", "p6", "p5", "p5", "p5", "p4", "p3", "p3", "p2", "p1", "p1"]);
});

test("the number of tries can be set", () => {
  const queue = new JobQueue({ maxTries: 1 });
  queue.add("bad", () => {
    throw new Error("no");
  });
  assert.deepEqual(queue.runAll(), ["bad"]);
  assert.equal(queue.failed.length, 1);
});

test("a job that is tried again keeps its priority", () => {
  const queue = new JobQueue();
  queue.add(
    "shaky",
    (tries) => {
      if (tries === 1) throw new Error("once");
    },
    2,
  );
  queue.add("low", () => {}, 1);
  assert.deepEqual(queue.runAll(), ["shaky", "shaky", "low"]);
});

test("jobs that fail in turn stay in turn", () => {
  const queue = new JobQueue({ maxTries: 2 });
  for (const name of ["a", "b", "c"]) {
    queue.add(name, () => {
      throw new Error(name);
    });
  }
  assert.deepEqual(queue.runAll(), ["a", "b", "c", "a", "b", "c"]);
  assert.deepEqual(
    queue.failed.map(({ name }) => name),
    ["a", "b", "c"],
  );
});

test("a job that succeeds on its last try has not failed", () => {
  const queue = new JobQueue();
  queue.add("late", (tries) => {
    if (tries < 3) throw new Error("early");
  });
  queue.runAll();
  assert.deepEqual(queue.failed, []);
});
