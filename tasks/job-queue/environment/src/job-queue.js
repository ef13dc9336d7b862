import { Heap } from "./heap.js";

/** Higher priorities go first; among equals, what has waited longer. */
function goesFirst(a, b) {
  return a.priority > b.priority || (a.priority === b.priority && a.ticket < b.ticket);
}

/** Hands out jobs by priority, and tries them again when they fail. */
export class JobQueue {
  constructor({ maxAttempts = 3 } = {}) {
    this.maxAttempts = maxAttempts;
    this.waiting = new Heap(goesFirst);
    this.tickets = 0;
    /** Names of the jobs that failed once too often. */
    this.dead = [];
  }

  get size() {
    return this.waiting.size;
  }

  add(name, priority = 0) {
    this.enqueue({ name, priority, attempts: 0 });
  }

  /** The next job, which counts as one more attempt; undefined when nothing waits. */
  take() {
    const job = this.waiting.pop();
    if (job === undefined) {
      return undefined;
    }
    return { ...job, attempts: job.attempts + 1 };
  }

  /** Reports that a job that was taken has failed. */
  fail(job) {
    if (job.attempts < this.maxAttempts) {
      this.enqueue(job);
    } else {
      this.dead.push(job.name);
    }
  }

  /** Takes everything; gives the names in order. */
  drain() {
    const names = [];
    for (let job = this.take(); job !== undefined; job = this.take()) {
      names.push(job.name);
    }
    return names;
  }

  enqueue(job) {
    this.waiting.push({ ...job, ticket: this.tickets });
    this.tickets += 1;
  }
}

/** The priorities in the order in which their jobs come out. */
export function drainOrder(priorities) {
  const queue = new JobQueue();
  for (const priority of priorities) {
    queue.add(priority, priority);
  }
  return queue.drain();
}
