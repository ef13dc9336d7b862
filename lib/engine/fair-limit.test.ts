import fc from "fast-check";
import { expect, test } from "vitest";
import { createFairLimit } from "@/lib/engine/fair-limit";

const never = new AbortController().signal;

/** Tasks that end when told to. */
function createTask() {
  let end = () => {};
  const done = new Promise<void>((resolve) => (end = resolve));
  return { run: () => done, end };
}

test("never more at once than there are places, and all are run", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 30 }),
      async (concurrency, keys) => {
        const limit = createFairLimit(concurrency);
        let [running, most, done] = [0, 0, 0];
        const task = async () => {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
          done += 1;
        };
        await Promise.all(keys.map((key) => limit.queue(key)(task, never)));
        expect(done).toBe(keys.length);
        expect(most).toBe(Math.min(concurrency, keys.length));
      },
    ),
    { numRuns: 50 },
  );
});

test("a queue with one task waits for one turn, however many another queue holds", async () => {
  const limit = createFairLimit(1);
  const order: string[] = [];
  const record = (name: string) => async () => void order.push(name);
  const first = createTask();
  const all = [
    limit.queue("long")(first.run, never),
    ...[1, 2, 3, 4].map((number) => limit.queue("long")(record(`long ${number}`), never)),
    limit.queue("short")(record("short"), never),
  ];
  first.end();
  await Promise.all(all);
  expect(order).toEqual(["long 1", "short", "long 2", "long 3", "long 4"]);
});

test("one that is aborted while it waits leaves its queue and takes no place", async () => {
  const limit = createFairLimit(1);
  const holding = createTask();
  const held = limit.queue("a")(holding.run, never);
  const gone = new AbortController();
  const waiting = limit.queue("a")(() => Promise.resolve("never"), gone.signal);
  const next = limit.queue("b")(() => Promise.resolve("next"), never);
  gone.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  holding.end();
  await held;
  expect(await next).toBe("next");
});

test("a task that fails gives its place back", async () => {
  const limit = createFairLimit(1);
  await expect(limit.queue("a")(() => Promise.reject(new Error("no")), never)).rejects.toThrow("no");
  expect(await limit.queue("a")(() => Promise.resolve(1), never)).toBe(1);
});
