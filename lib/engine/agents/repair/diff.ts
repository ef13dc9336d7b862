// Changes as unified diffs, the way they are applied, quoted in summaries, and recognised again.
import { structuredPatch } from "diff";

/** The diff between two versions of a file, as `git apply` takes it; "" when they are equal. */
export function formatDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const { hunks } = structuredPatch(path, path, before, after, "", "", { context: 1 });
  const body = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) =>
    [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`, ...lines].join("\n"),
  );
  return `--- a/${path}\n+++ b/${path}\n${body.join("\n")}\n`;
}

/** One changed place of a diff. */
export interface Hunk {
  path: string;
  /** As in a diff, without the file's header. */
  text: string;
}

/** The changed places of a hunk, each with the unchanged lines right around it (two at most). */
export function splitHunk({ path, text }: Hunk): Hunk[] {
  const lines = text.split("\n").filter((line) => !line.startsWith("@@"));
  const isChange = (line: string | undefined) => line !== undefined && /^[+-]/.test(line);
  const starts = lines.flatMap((line, index) =>
    isChange(line) && !isChange(lines[index - 1]) ? [index] : [],
  );
  return starts.map((start) => {
    let end = start;
    while (isChange(lines[end])) end += 1;
    const before = lines.slice(Math.max(0, start - 2), start);
    const after = lines.slice(end, end + 2);
    const lead = before.slice(before.findLastIndex(isChange) + 1);
    const next = after.findIndex(isChange);
    return {
      path,
      text: [...lead, ...lines.slice(start, end), ...(next === -1 ? after : after.slice(0, next))].join("\n"),
    };
  });
}

/**
 * The hunks in a text that holds diffs, or pieces of them: a text of nothing but removed and added lines is one hunk.
 * `path` null: the piece names no file.
 */
export function readHunks(text: string): { path: string | null; text: string }[] {
  if (text.split("\n").every((line) => /^[+-](?![+-]{2} )/.test(line))) return [{ path: null, text }];
  const hunks: { path: string | null; lines: string[] }[] = [];
  let path: string | null = null;
  for (const line of text.split("\n")) {
    const file = /^\+\+\+ (?:b\/)?(\S+)/.exec(line)?.[1];
    if (file !== undefined) path = file;
    else if (line.startsWith("@@ ")) hunks.push({ path, lines: [line] });
    else if (/^diff --git |^--- |^index /.test(line)) path = null;
    else if (/^[ +\-\\]/.test(line) || line === "") hunks.at(-1)?.lines.push(line);
  }
  return hunks.map(({ path: place, lines }) => ({ path: place, text: lines.join("\n").trimEnd() }));
}

/**
 * What a hunk changes, whatever its place and surroundings: two hunks with the same key are the same idea.
 */
export function changeKey(path: string, hunk: string): string {
  const lines = hunk.split("\n");
  const of = (sign: string) => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
  return keyOf(path, of("-"), of("+"));
}

/** The key of the hunk that replacing a piece of a file comes to. */
export function replacementKey(
  path: string,
  source: string,
  { start, end, after }: { start: number; end: number; after: string },
): string {
  const first = source.lastIndexOf("\n", start - 1) + 1;
  const next = source.indexOf("\n", end);
  const last = next === -1 ? source.length : next;
  const before = source.slice(first, last).split("\n");
  const lines = `${source.slice(first, start)}${after}${source.slice(end, last)}`.split("\n");
  while (before.length > 0 && before[0] === lines[0]) {
    before.shift();
    lines.shift();
  }
  while (before.length > 0 && before.at(-1) === lines.at(-1)) {
    before.pop();
    lines.pop();
  }
  return keyOf(path, before, lines);
}

function keyOf(path: string, removed: readonly string[], added: readonly string[]): string {
  const trimmed = (lines: readonly string[]) =>
    lines.map((line) => line.trim()).filter((line) => line !== "");
  return [path, ...trimmed(removed), "=>", ...trimmed(added)].join("\n");
}
