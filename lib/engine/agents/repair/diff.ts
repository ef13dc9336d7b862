// Mutations as unified diffs, the way they are applied, quoted in summaries, and recognised again.
import { structuredPatch } from "diff";
import { applyMutation, type Mutation } from "@/lib/engine/agents/repair/mutation";

/** A unified diff of one file that `git apply` takes. */
export function diffOf(source: string, mutation: Mutation): string {
  const { path } = mutation;
  return formatDiff(path, source, applyMutation(source, mutation));
}

/** The diff between two versions of a file, with three lines around each change. */
export function formatDiff(path: string, before: string, after: string): string {
  const { hunks } = structuredPatch(path, path, before, after, "", "", { context: 3 });
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

/** The hunks in a text that holds diffs, or pieces of them; `path` null: the piece names no file. */
export function readHunks(text: string): { path: string | null; text: string }[] {
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
  const of = (sign: string) =>
    lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1).trim());
  return [path, ...of("-"), "=>", ...of("+")].join("\n");
}

/** The key of a mutation. */
export function mutationKey(source: string, mutation: Mutation): string {
  return changeKey(mutation.path, diffOf(source, mutation));
}
