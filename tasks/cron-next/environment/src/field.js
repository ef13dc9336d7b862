/**
 * The numbers that one field of a schedule names, as a set. A field is a list of parts with commas between them;
 * a part is "*", a number, or a range "a-b", each with an optional step behind a slash.
 */
export function parseField(text, min, max) {
  const values = new Set();
  for (const part of text.split(",")) {
    const [range, step = "1"] = part.split("/");
    const { first, last } = parseRange(range, min, max, part.includes("/"));
    const every = Number(step);
    if (!Number.isInteger(every) || every < 1) {
      throw new RangeError(`Not a step: "${part}"`);
    }
    for (let value = first; value <= last; value += 1) {
      if (value % every === 0) {
        values.add(value);
      }
    }
  }
  return values;
}

/** A number with a step goes on to the end of the field; without one it stands for itself. */
function parseRange(range, min, max, hasStep) {
  if (range === "*") {
    return { first: min, last: max };
  }
  const [from, to] = range.split("-");
  const first = Number(from);
  const end = hasStep ? max : first;
  const last = to === undefined ? end : Number(to);
  if (!Number.isInteger(first) || !Number.isInteger(last) || first < min || last > max || first > last) {
    throw new RangeError(`Not within ${min}-${max}: "${range}"`);
  }
  return { first, last };
}
