// Amounts are whole cents.

/** Reads "12.34" as 1234. */
export function parseAmount(text) {
  const value = Number.parseFloat(text);
  return Math.floor(value * 100);
}

/** Prints 1234 as "12.34". */
export function formatAmount(cents) {
  const sign = cents < 0 ? "-" : "";
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Parts that differ by one cent at most and add up to the amount; larger parts come first. */
export function splitEvenly(cents, parts) {
  const share = Math.floor(cents / parts);
  const rest = cents - share * parts;
  return Array.from({ length: parts }, (_, index) => (index <= rest ? share + 1 : share));
}

/** What each of the parts comes to, ready to print. */
export function describeSplit(text, parts) {
  return splitEvenly(parseAmount(text), parts).map(formatAmount).join(", ");
}
