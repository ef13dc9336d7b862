/** A range from 0 to 1. */
export interface Interval {
  low: number;
  high: number;
}

/** For 95% confidence. */
const Z = 1.959964;

/** Wilson's score interval of 95% for `successes` of `total` (Wilson 1927); null when there is nothing to count. */
export function wilsonInterval(successes: number, total: number): Interval | null {
  if (total === 0) return null;
  const share = successes / total;
  const spread = Z * Math.sqrt((share * (1 - share)) / total + (Z * Z) / (4 * total * total));
  const centre = share + (Z * Z) / (2 * total);
  const scale = 1 + (Z * Z) / total;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}
