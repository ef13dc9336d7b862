// A change that could be tried: what it makes of the files, and why anybody would make it.
import { changeKey, formatDiff, readHunks } from "@/lib/engine/agents/repair/diff";
import type { Mutation } from "@/lib/engine/agents/repair/mutation";

export interface Candidate {
  /** Tells it from other candidates; the same change found twice has the same key. */
  key: string;
  /** The files that it changes, as they would be. */
  result: ReadonlyMap<string, string>;
  /** The hypothesis, to be put after "Perhaps": "in src/a.js, line 3, `a < b` should compare with `<=`". */
  idea: string;
}

/** Mutations of the same sources, made together; null when they touch the same text. */
export function combine(
  sources: ReadonlyMap<string, string>,
  mutations: readonly Mutation[],
): Candidate | null {
  const result = new Map<string, string>();
  const ordered = mutations.toSorted((a, b) => b.start - a.start);
  for (const [index, { path, start, end, after }] of ordered.entries()) {
    if (ordered.slice(0, index).some((later) => later.path === path && later.start <= end)) return null;
    const source = result.get(path) ?? sources.get(path) ?? "";
    result.set(path, `${source.slice(0, start)}${after}${source.slice(end)}`);
  }
  return {
    key: mutations
      .map(({ key }) => key)
      .toSorted()
      .join("\n&\n"),
    result,
    idea: mutations.map(({ path, line, idea }) => `in ${path}, line ${line}, ${idea}`).join(", and "),
  };
}

/** What lies between the files as they are and as the candidate would have them, as `git apply` takes it. */
export function diffOf(sources: ReadonlyMap<string, string>, { result }: Pick<Candidate, "result">): string {
  return [...result].map(([path, after]) => formatDiff(path, sources.get(path) ?? "", after)).join("");
}

/** The keys of the single changes in a diff. */
export function changesIn(diff: string): string[] {
  return readHunks(diff).map(({ path, text }) => changeKey(path ?? "", text));
}
