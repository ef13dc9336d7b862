// Small pieces of English for claims.

/** "1 test", "2 tests". */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${String(count)} ${count === 1 ? noun : plural}`;
}

/** "step 4", "steps 4 and 9", "steps 1, 2, 3 and 5 more". */
export function stepList(numbers: readonly number[], limit = 4): string {
  const unique = [...new Set(numbers)];
  return `${unique.length === 1 ? "step" : "steps"} ${wordList(unique.map(String), limit)}`;
}

/** "a", "a and b", "a, b and 3 more". */
export function wordList(words: readonly string[], limit = 5): string {
  const shown = words.slice(0, limit);
  const hidden = words.length - shown.length;
  const parts = hidden > 0 ? [...shown, `${String(hidden)} more`] : shown;
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

const HEREDOC = /<<-?[ \t]*['"]?(\w+)['"]?\n[\s\S]*?\n\1(?:\n|$)/g;

/** The first line of a command without a leading `cd` and without what heredocs hold, in backticks. */
export function codeOf(command: string, limit = 90): string {
  const line = command
    .replace(HEREDOC, "<< … ; ")
    .replace(/^\s*cd\s+\S+\s*(?:&&|;)\s*/, "")
    .replace(/[\s;]+$/, "")
    .trim();
  const first = (line.split("\n")[0] ?? "").replace(/`/g, "'").trim();
  const more = first.length > limit || line.includes("\n");
  return `\`${first.slice(0, limit).trim()}${more ? " …" : ""}\``;
}

/** A sentence cut to a length, with a mark where it was cut. */
export function shorten(text: string, limit = 200): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= limit ? line : `${line.slice(0, line.lastIndexOf(" ", limit)).trim()} …`;
}
