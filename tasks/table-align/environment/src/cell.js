/** A text cut to a width; the last sign of what was cut says so. */
export function cut(text, width) {
  return text.length > width ? `${text.slice(0, width)}…` : text;
}

/** A text filled with spaces to a width: left, right or center. In the middle, a space left over goes to the right. */
export function pad(text, width, alignment) {
  if (alignment === "right") {
    return text.padStart(width);
  }
  if (alignment === "center") {
    const before = Math.floor((width - text.length) / 2);
    return `${" ".repeat(before)}${text}`.padEnd(width);
  }
  return text.padEnd(width);
}

/** What a cell prints; nothing for a missing value, numbers with their digits. */
export function textOf(value) {
  return value === undefined || value === null ? "" : String(value);
}
