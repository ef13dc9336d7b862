/** Units of time and their milliseconds, the longest first. */
export const UNITS = [
  { name: "d", size: 86_400_000 },
  { name: "h", size: 3_600_000 },
  { name: "m", size: 60_000 },
  { name: "s", size: 1000 },
  { name: "ms", size: 1 },
];

/** The position in the list of the longest unit that goes into so many milliseconds; the shortest for less than one. */
export function longestUnit(milliseconds) {
  const position = UNITS.findIndex(({ size }) => milliseconds >= size);
  return position < 0 ? UNITS.length - 1 : position;
}
