/** Runs pieces of work one after the other, in the order in which they were asked for. */
export type Exclusive = <T>(work: () => Promise<T>) => Promise<T>;

/** A queue of its own: a piece that fails does not stop the next. */
export function exclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
