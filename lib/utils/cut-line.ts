/** The text on one line of at most `max` characters, with "…" where it was cut. */
export function cutLine(text: string, max: number): string {
  const line = text
    .slice(0, max * 20)
    .replaceAll(/\s+/g, " ")
    .trim();
  if (line.length <= max) return line;
  // A cut through a surrogate pair would leave half a character.
  return `${line.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
