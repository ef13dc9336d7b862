import { LruCache } from "./lru-cache.js";

/** How many of the requested keys were in a cache of this capacity when their turn came. */
export function countHits(capacity, keys) {
  const cache = new LruCache(capacity);
  let hits = 0;
  for (const key of keys) {
    if (cache.get(key) === undefined) {
      cache.set(key, true);
    } else {
      hits += 1;
    }
  }
  return hits;
}
