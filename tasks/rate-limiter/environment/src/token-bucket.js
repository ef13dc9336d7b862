/** A bucket that holds up to `capacity` tokens and gains `perSecond` of them each second. It starts full. */
export class TokenBucket {
  /** `now` gives the time in milliseconds. */
  constructor({ capacity, perSecond, now }) {
    if (!(capacity > 0) || !(perSecond > 0)) {
      throw new RangeError("A bucket needs a capacity and a rate above zero");
    }
    this.capacity = capacity;
    this.perSecond = perSecond;
    this.now = now;
    this.tokens = capacity;
    this.filledAt = now();
  }

  /** The tokens there are now; parts of a token count. */
  available() {
    this.refill();
    return this.tokens;
  }

  /** Takes tokens if there are enough and says whether there were; else it takes none. */
  take(count = 1) {
    this.refill();
    if (this.tokens < count) {
      return false;
    }
    this.tokens -= count;
    return true;
  }

  /** Whole milliseconds until so many tokens are there; Infinity if there is never room for them. */
  waitFor(count = 1) {
    if (count > this.capacity) {
      return Infinity;
    }
    this.refill();
    const missing = Math.max(0, count - this.tokens);
    return Math.floor((missing * 1000) / this.perSecond);
  }

  /** Whether nothing is missing. */
  isFull() {
    return this.available() === this.capacity;
  }

  refill() {
    const time = this.now();
    const gained = Math.floor(((time - this.filledAt) * this.perSecond) / 1000);
    this.tokens = Math.min(this.capacity, this.tokens + gained);
    this.filledAt = time;
  }
}
