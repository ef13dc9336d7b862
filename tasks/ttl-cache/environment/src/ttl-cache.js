/** A cache of which every entry is valid for some time. The clock is given, in milliseconds. */
export class TtlCache {
  #entries = new Map();
  #now;
  #ttl;
  #limit;

  constructor({ now, ttl, limit = Infinity }) {
    this.#now = now;
    this.#ttl = ttl;
    this.#limit = limit;
  }

  /** How many entries are valid now. */
  get size() {
    this.prune();
    return this.#entries.size;
  }

  set(key, value, ttl = this.#ttl) {
    this.prune();
    while (this.#entries.size >= this.#limit) this.#dropOldest();
    this.#entries.set(key, { value, expires: this.#now() + ttl });
    return this;
  }

  get(key) {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (this.#isOver(entry)) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry.value;
  }

  has(key) {
    const entry = this.#entries.get(key);
    return entry !== undefined && !this.#isOver(entry);
  }

  /** Milliseconds that an entry is still valid, 0 when there is none. */
  timeLeft(key) {
    const entry = this.#entries.get(key);
    return entry ? Math.max(0, entry.expires - this.#now()) : 0;
  }

  /** Removes what has run out. Returns how many entries that were. */
  prune() {
    let removed = 0;
    for (const [key, entry] of this.#entries) {
      if (!this.#isOver(entry)) continue;
      this.#entries.delete(key);
      removed += 1;
    }
    return removed;
  }

  #isOver(entry) {
    return entry.expires < this.#now();
  }

  #dropOldest() {
    const [oldest] = this.#entries.keys();
    this.#entries.delete(oldest);
  }
}
