import { UNITS, longestUnit } from "./units.js";

const PART = /\s*(\d+(?:\.\d+)?)\s*(ms|[dhms])/y;

/** Milliseconds as text, as "1h 30m", in at most so many units. Units that come to zero are left out. */
export function formatDuration(milliseconds, units = 2) {
  if (!Number.isFinite(milliseconds)) {
    throw new RangeError(`Not a duration: ${milliseconds}`);
  }
  if (milliseconds < 0) {
    return `-${formatDuration(-milliseconds, units)}`;
  }
  const last = Math.min(longestUnit(milliseconds) + units, UNITS.length) - 1;
  const step = UNITS[last].size;
  let rest = Math.floor(milliseconds / step) * step;
  const parts = [];
  for (const { name, size } of UNITS) {
    const count = Math.floor(rest / size);
    if (count > 0) {
      parts.push(`${count}${name}`);
    }
    rest -= count * size;
  }
  return parts.length === 0 ? "0s" : parts.join(" ");
}

/** Reads a text like "1h 30m" or "2.5s" as milliseconds. */
export function parseDuration(text) {
  const trimmed = text.trim();
  const negative = trimmed.startsWith("-");
  const body = negative ? trimmed.slice(1) : trimmed;
  let total = 0;
  let at = 0;
  do {
    PART.lastIndex = at;
    const match = PART.exec(body);
    if (match === null) {
      throw new SyntaxError(`Not a duration: "${text}"`);
    }
    total += Number(match[1]) * sizeOf(match[2]);
    at = PART.lastIndex;
  } while (at < body.length);
  return negative ? -total : total;
}

/** The sum of several durations, all as text. */
export function addDurations(texts, units) {
  return formatDuration(
    texts.reduce((total, text) => total + parseDuration(text), 0),
    units,
  );
}

function sizeOf(name) {
  return UNITS.find((unit) => unit.name === name).size;
}
