import { TokenBucket } from "./token-bucket.js";

/** A bucket for each key, as for each client of a server. */
export class RateLimiter {
  constructor(settings) {
    this.settings = settings;
    this.buckets = new Map();
  }

  /** Whether a request of this key may pass now, and if not, after how many milliseconds to ask again. */
  check(key, cost = 1) {
    const bucket = this.bucketOf(key);
    if (bucket.take(cost)) {
      return { allowed: true, retryAfter: 0 };
    }
    return { allowed: false, retryAfter: bucket.waitFor(cost) };
  }

  /** Forgets the keys whose buckets are full again; returns how many those were. */
  prune() {
    let count = 0;
    for (const [key, bucket] of this.buckets) {
      if (bucket.isFull()) {
        this.buckets.delete(key);
        count += 1;
      }
    }
    return count;
  }

  bucketOf(key) {
    let bucket = this.buckets.get(key);
    if (bucket === undefined) {
      bucket = new TokenBucket(this.settings);
      this.buckets.set(key, bucket);
    }
    return bucket;
  }
}
