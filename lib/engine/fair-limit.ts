// Bounded concurrency that is fair: several queues share so many places, and a place that falls free goes to the
// queue that has waited longest for its turn, not to the one with most waiting.

/** Runs a task when its turn has come. Rejects with the signal's reason when aborted while it waits. */
export type Slot = <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>;

export interface FairLimit {
  readonly concurrency: number;
  /** The slot of a queue; the same key gives the same queue. */
  queue(key: string): Slot;
}

interface Waiting {
  begin(): void;
}

/** At most `concurrency` (1 or more) tasks at a time over all queues; first come first served within a queue. */
export function createFairLimit(concurrency: number): FairLimit {
  let free = concurrency;
  // In the order of their turns: a queue that was served goes to the end, an empty one is not in it.
  const queues = new Map<string, Waiting[]>();

  const join = (key: string, waiting: Waiting) => {
    const queue = queues.get(key);
    if (queue) queue.push(waiting);
    else queues.set(key, [waiting]);
  };
  const leave = (key: string, waiting: Waiting) => {
    const left = (queues.get(key) ?? []).filter((other) => other !== waiting);
    if (left.length > 0) queues.set(key, left);
    else queues.delete(key);
  };
  const serveNext = () => {
    const [next] = queues;
    if (!next || free === 0) return;
    const [key, [first, ...rest]] = next;
    queues.delete(key);
    if (rest.length > 0) queues.set(key, rest);
    free -= 1;
    first?.begin();
  };
  const takePlace = (key: string, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal.throwIfAborted();
      const giveUp = () => {
        leave(key, waiting);
        reject(signal.reason);
      };
      const waiting: Waiting = {
        begin: () => {
          signal.removeEventListener("abort", giveUp);
          resolve();
        },
      };
      signal.addEventListener("abort", giveUp, { once: true });
      join(key, waiting);
      serveNext();
    });

  return {
    concurrency,
    queue: (key) => async (task, signal) => {
      await takePlace(key, signal);
      try {
        return await task();
      } finally {
        free += 1;
        serveNext();
      }
    },
  };
}
