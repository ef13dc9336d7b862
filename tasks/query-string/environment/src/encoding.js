/** Reads what stands between the signs of a query: plus signs are spaces, %41 is "A". */
export function decode(text) {
  return decodeURIComponent(text).replaceAll("+", " ");
}

/** Writes a text so that it can stand in a query; spaces become plus signs. */
export function encode(text) {
  return encodeURIComponent(text).replaceAll("%20", "+");
}
