/** A map whose entries are gone after a time. */
export class TtlCache {
  /**
   * @param options.ttl how long entries live, milliseconds
   * @param options.now gives the current time, milliseconds
   */
  constructor({ ttl, now }) {
    this.ttl = ttl;
    this.now = now;
    this.entries = new Map();
  }

  /** Stores a value that lives for `ttl` milliseconds from now. */
  set(key, value, ttl = this.ttl) {
    this.prune();
    this.entries.set(key, { value, expires: this.now() + this.ttl });
    return this;
  }

  /** The value, or undefined when there is none or its time is up. */
  get(key) {
    return this.fresh(key)?.value;
  }

  has(key) {
    return this.fresh(key) !== undefined;
  }

  /** Removes an entry. Tells whether it was there. */
  delete(key) {
    const wasThere = this.has(key);
    this.entries.delete(key);
    return wasThere;
  }

  /** Milliseconds that the entry has left. */
  ttlOf(key) {
    const entry = this.fresh(key);
    return entry === undefined ? 0 : entry.expires - this.now();
  }

  /** How many entries there are. */
  get size() {
    return this.entries.size;
  }

  /** The keys in the order in which they were first set. */
  keys() {
    this.prune();
    return [...this.entries.keys()];
  }

  /** Forgets the entries whose time is up. */
  prune() {
    for (const [key, entry] of this.entries) {
      if (this.isOver(entry)) {
        this.entries.delete(key);
      }
    }
  }

  /** The entry of a key if it is there and not over. */
  fresh(key) {
    const entry = this.entries.get(key);
    return entry === undefined || this.isOver(entry) ? undefined : entry;
  }

  isOver(entry) {
    return entry.expires < this.now();
  }
}
