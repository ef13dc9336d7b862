import { Heap } from "./heap.js";

/** Jobs by priority (higher first), among equals in the order they came. A job that fails is tried again. */
export class JobQueue {
  #heap = new Heap((a, b) => (a.priority === b.priority ? a.order < b.order : a.priority > b.priority));
  #order = 0;
  #maxTries;
  #failed = [];

  constructor({ maxTries = 3 } = {}) {
    this.#maxTries = maxTries;
  }

  get size() {
    return this.#heap.size;
  }

  add(name, run, priority = 0) {
    this.#heap.push({ name, run, priority, order: this.#order, tries: 0 });
    this.#order += 1;
  }

  /** Runs the next job. Returns its name, or null when nothing waits. */
  runNext() {
    const job = this.#heap.pop();
    if (!job) return null;
    job.tries += 1;
    try {
      job.run(job.tries);
    } catch (error) {
      this.#retry(job, error);
    }
    return job.name;
  }

  /** Runs all jobs. Returns the names in the order they ran. */
  runAll() {
    const ran = [];
    while (this.size > 0) ran.push(this.runNext());
    return ran;
  }

  /** Jobs that were given up, with the last error. */
  get failed() {
    return [...this.#failed];
  }

  /** Behind all that wait at the same priority. */
  #retry(job, error) {
    if (job.tries > this.#maxTries) {
      this.#failed.push({ name: job.name, message: error.message });
      return;
    }
    this.#order += 1;
    this.#heap.push(job);
  }
}
