// Times are texts like "2024-02-29T13:05", always UTC.

/** Reads a time. */
export function parseTime(text) {
  const date = new Date(`${text}:00Z`);
  if (Number.isNaN(date.getTime())) {
    throw new RangeError(`Not a time: "${text}"`);
  }
  return date;
}

/** Prints a time. */
export function formatTime(date) {
  return date.toISOString().slice(0, 16);
}

export function nextMinute(date) {
  return new Date(date.getTime() + 60_000);
}

/** The start of the next hour. */
export function nextHour(date) {
  return new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours() + 1),
  );
}

/** The start of the next day. */
export function nextDay(date) {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1));
}

/** The start of the next month. */
export function nextMonth(date) {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}
