import { RateLimiter } from "./rate-limiter.js";

/** Replays requests { at, key, cost } in their order; the answer to each. Times are milliseconds from zero on. */
export function replay({ capacity, perSecond }, requests) {
  let time = 0;
  const limiter = new RateLimiter({ capacity, perSecond, now: () => time });
  return requests.map(({ at, key, cost }) => {
    time = at;
    return limiter.check(key, cost);
  });
}

/** Which of the requests at these times pass, all of one key. */
export function passed(limits, times) {
  const answers = replay(
    limits,
    times.map((at) => ({ at, key: "only" })),
  );
  return times.filter((_, index) => answers[index].allowed);
}
