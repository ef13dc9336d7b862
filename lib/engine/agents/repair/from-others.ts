// What a refined rollout tries first: what earlier attempts ended with, whole, in pieces, and joined.
import type { Candidate } from "@/lib/engine/agents/repair/candidate";
import { rankPatches, type Attempt, type SharedPatch } from "@/lib/engine/agents/repair/context-reader";
import { changeKey, splitHunk, type Hunk } from "@/lib/engine/agents/repair/diff";
import { candidateOf } from "@/lib/engine/agents/repair/hunks";

/** A candidate that others have come to. */
export interface SharedCandidate extends Candidate {
  /** True when it is a whole patch that is said to pass all visible tests. */
  passed: boolean;
}

/** Candidates of one step at most. */
const MOST = 24;

/**
 * Candidates from the attempts' changes that fit the files as they are: first what they ended with, the best last run
 * first; then single edits, those that most attempts agree on first; then two attempts' changes together.
 * @param known keys of candidates that need no further try
 */
export function candidatesFrom(
  attempts: readonly Attempt[],
  sources: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): SharedCandidate[] {
  const patches = rankPatches(attempts);
  const whole = patches.map((patch) => {
    const idea = `what ${who(patch.attempts)} ended with is right${sayLastRun(patch)}`;
    const candidate = candidateOf(sources, patch.hunks, idea);
    return candidate && { ...candidate, passed: patch.lastRun?.failed === 0 };
  });
  const parts = [
    ...piecesOf(attempts).map(({ hunk, numbers }) =>
      candidateOf(sources, [hunk], `the edit of ${who(numbers)} in ${hunk.path} is right by itself`),
    ),
    ...pairsOf(patches).map(([a, b]) =>
      candidateOf(
        sources,
        unite(a.hunks, b.hunks),
        `what ${who(a.attempts)} and ${who(b.attempts)} ended with belongs together`,
      ),
    ),
  ].map((candidate) => candidate && { ...candidate, passed: false });
  const candidates = [...whole, ...parts].filter((candidate) => candidate !== null);
  const texts = new Set<string>();
  return candidates
    .filter(({ key, result }) => {
      const text = JSON.stringify([...result].toSorted());
      return !known.has(key) && texts.size !== texts.add(text).size;
    })
    .slice(0, MOST);
}

function who(numbers: readonly number[]): string {
  return numbers.length === 1 ? `attempt ${numbers[0]}` : `attempts ${numbers.join(", ")}`;
}

function sayLastRun({ lastRun }: SharedPatch): string {
  return lastRun === null ? "" : ` (last run: ${lastRun.passed} passed, ${lastRun.failed} failed)`;
}

function piecesOf(attempts: readonly Attempt[]): { hunk: Hunk; numbers: number[] }[] {
  const pieces = new Map<string, { hunk: Hunk; numbers: number[] }>();
  for (const { number, hunks } of attempts) {
    for (const hunk of hunks.flatMap(splitHunk)) {
      const key = changeKey(hunk.path, hunk.text);
      const piece = pieces.get(key) ?? { hunk, numbers: [] };
      pieces.set(key, { hunk, numbers: [...new Set([...piece.numbers, number])] });
    }
  }
  return [...pieces.values()].toSorted((a, b) => b.numbers.length - a.numbers.length);
}

function pairsOf(patches: readonly SharedPatch[]): [SharedPatch, SharedPatch][] {
  return patches.flatMap((a, index) =>
    patches.slice(index + 1).map((b): [SharedPatch, SharedPatch] => [a, b]),
  );
}

/** Both lists of changes, what they share once. */
function unite(a: readonly Hunk[], b: readonly Hunk[]): Hunk[] {
  const pieces = [...a, ...b].flatMap(splitHunk);
  return [...new Map(pieces.map((hunk) => [changeKey(hunk.path, hunk.text), hunk])).values()];
}
