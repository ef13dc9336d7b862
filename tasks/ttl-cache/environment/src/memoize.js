import { TtlCache } from "./ttl-cache.js";

/** A function of one argument that remembers its results for a time. */
export function memoize(compute, options) {
  const cache = new TtlCache(options);
  return (argument) => {
    if (!cache.has(argument)) {
      cache.set(argument, compute(argument));
    }
    return cache.get(argument);
  };
}
