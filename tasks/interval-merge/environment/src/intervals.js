// Half-open intervals { start, end }: the start belongs to the interval, the end does not.

/** The fewest intervals that cover the same points, in order. The input is left as it is. */
export function merge(intervals) {
  const sorted = [...intervals].sort((a, b) => a.start - b.start);
  const merged = [];
  for (const next of sorted) {
    const last = merged[merged.length - 1];
    if (last && next.start < last.end) {
      last.end = next.end;
    } else {
      merged.push({ start: next.start, end: next.end });
    }
  }
  return merged;
}

/** How much is covered; what overlaps counts once. */
export function coveredLength(intervals) {
  let length = 0;
  for (const interval of merge(intervals)) {
    length += interval.end - interval.start;
  }
  return length;
}

/** The parts of `range` that no interval covers. */
export function gaps(intervals, range) {
  const free = [];
  let position = range.start;
  for (const busy of merge(intervals)) {
    const end = Math.min(busy.start, range.end);
    if (position < end) {
      free.push({ start: position, end });
    }
    position = Math.max(position, busy.end);
  }
  if (position < range.end) {
    free.push({ start: position, end: range.end });
  }
  return free;
}

/** Whether one of the intervals holds the point. */
export function contains(intervals, point) {
  return intervals.some((interval) => interval.start <= point && point < interval.end);
}
