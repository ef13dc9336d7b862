// Hunks of others, applied to the files as they are here.
import type { Candidate } from "@/lib/engine/agents/repair/candidate";
import { changeKey, type Hunk } from "@/lib/engine/agents/repair/diff";

/** The hunks as a candidate; null when one of them does not fit the files, or all of them leave the files as they are. */
export function candidateOf(
  sources: ReadonlyMap<string, string>,
  hunks: readonly Hunk[],
  idea: string,
): Candidate | null {
  const result = new Map<string, string>();
  for (const { path, text } of hunks) {
    const source = result.get(path) ?? sources.get(path);
    const changed = source === undefined ? null : applyHunk(source, text);
    if (changed === null) return null;
    result.set(path, changed);
  }
  if ([...result].every(([path, after]) => sources.get(path) === after)) return null;
  const keys = hunks.map(({ path, text }) => changeKey(path, text)).toSorted();
  return { key: keys.join("\n&\n"), result, idea };
}

/** The source with a hunk applied where its lines stand; null when they stand nowhere, or at several places. */
export function applyHunk(source: string, hunk: string): string | null {
  const lines = hunk.split("\n").filter((line) => !line.startsWith("@@") && !line.startsWith("\\"));
  for (const context of [lines, lines.filter((line) => /^[+-]/.test(line))]) {
    const old = context.filter((line) => !line.startsWith("+")).map((line) => line.slice(1));
    const replacement = context.filter((line) => !line.startsWith("-")).map((line) => line.slice(1));
    const at = placesOf(source.split("\n"), old);
    const [first] = at;
    if (old.length > 0 && first !== undefined && at.length === 1) {
      return source
        .split("\n")
        .toSpliced(first, old.length, ...replacement)
        .join("\n");
    }
  }
  return null;
}

function placesOf(lines: readonly string[], wanted: readonly string[]): number[] {
  return lines.flatMap((_, start) =>
    wanted.every((line, offset) => lines[start + offset] === line) ? [start] : [],
  );
}
