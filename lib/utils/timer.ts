/** What setTimeout takes at most: a longer time overflows in it, and would be over at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** Calls `whenOver` once, after any time, however long. Disposing it before means that it is never called. */
export function startTimer(ms: number, whenOver: () => void): Disposable {
  let timer: NodeJS.Timeout;
  const wait = (left: number) => {
    const next = left > LONGEST_MS ? () => wait(left - LONGEST_MS) : whenOver;
    timer = setTimeout(next, Math.min(left, LONGEST_MS));
  };
  wait(ms);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
