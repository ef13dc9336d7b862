// A map keeps its keys in order of insertion, so its first key is the one that was used longest ago.

/** Keeps the `capacity` most recently used entries. */
export class LruCache {
  constructor(capacity) {
    this.capacity = capacity;
    this.entries = new Map();
  }

  get size() {
    return this.entries.size;
  }

  /** Whether the key is in the cache. Does not count as use. */
  has(key) {
    return this.entries.has(key);
  }

  /** The value, or undefined. Does not count as use. */
  peek(key) {
    return this.entries.get(key);
  }

  /** The value, or undefined. Counts as use. */
  get(key) {
    const value = this.entries.get(key);
    if (value === undefined) {
      return undefined;
    }
    return value;
  }

  /** Stores a value, and drops the entry used longest ago when the cache is full. */
  set(key, value) {
    if (this.entries.has(key)) {
      this.refresh(key);
    }
    this.entries.set(key, value);
    if (this.entries.size > this.capacity) {
      this.evict();
    }
    return this;
  }

  refresh(key) {
    const value = this.entries.get(key);
    this.entries.delete(key);
    this.entries.set(key, value);
  }

  evict() {
    const oldest = this.entries.keys().next().value;
    this.entries.delete(oldest);
  }
}
