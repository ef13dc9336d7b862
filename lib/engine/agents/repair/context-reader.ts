// What a refined rollout takes from the text of its context (lib/engine/pipeline/context.ts): what others have refuted,
// and what they ended with. Only the text is read; what cannot be understood is passed over.
import { z } from "zod";
import { changeKey, readHunks, type Hunk } from "@/lib/engine/agents/repair/diff";

/** One earlier attempt, as far as its summary tells. */
export interface Attempt {
  /** Its number in the context, from 1. */
  number: number;
  /** Keys of changes that were tried and taken back. */
  refuted: ReadonlySet<string>;
  /** The hunks of its final diff. */
  hunks: Hunk[];
  /** Its last run of the tests; null when the summary does not say. */
  lastRun: { passed: number; failed: number } | null;
}

const claimSchema = z.looseObject({ text: z.string(), quotes: z.array(z.string()).optional() });
const attemptSchema = z.looseObject({
  attempt: z.number(),
  sections: z.record(z.string(), z.array(claimSchema)),
});
type AttemptJson = z.infer<typeof attemptSchema>;

/** The attempts of a context, in the order shown. */
export function readContext(text: string): Attempt[] {
  const blocks = [...text.matchAll(/^```json\n([\s\S]*?)^```$/gm)];
  return blocks.flatMap(([, json = ""]) => {
    const parsed = attemptSchema.safeParse(parseJson(json));
    return parsed.success ? [readAttempt(parsed.data)] : [];
  });
}

/** How a claim begins, or what it says, whose quotes are changes that did not last. */
const TAKEN_BACK = /taken back|reverted|undone|refuted|did not help/i;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readAttempt({ attempt, sections }: AttemptJson): Attempt {
  const claims = Object.values(sections).flat();
  const triedClaims = claims.filter(({ text }) => TAKEN_BACK.test(text));
  const refuted = triedClaims.flatMap(({ text, quotes = [] }) =>
    quotes.flatMap(readHunks).map((hunk) => changeKey(hunk.path ?? pathIn(text), hunk.text)),
  );
  const changes = Object.entries(sections).flatMap(([title, told]) => (/change/i.test(title) ? told : []));
  const hunks = changes.flatMap(({ text, quotes = [] }) =>
    quotes.flatMap(readHunks).map((hunk) => ({ path: hunk.path ?? pathIn(text), text: hunk.text })),
  );
  return {
    number: attempt,
    refuted: new Set(refuted),
    hunks,
    lastRun: readLastRun(claims.map(({ text }) => text)),
  };
}

/** The first thing in a sentence that looks like a file. */
function pathIn(text: string): string {
  return /[\w./-]+\.[cm]?[jt]sx?\b/.exec(text)?.[0] ?? "";
}

function readLastRun(texts: readonly string[]): Attempt["lastRun"] {
  for (const text of texts) {
    const [, passed, failed] = /Last test run .*?(\d+) passed, (\d+) failed/.exec(text) ?? [];
    if (passed !== undefined && failed !== undefined)
      return { passed: Number(passed), failed: Number(failed) };
  }
  return null;
}

/** A set of changes that at least one attempt ended with. */
export interface SharedPatch {
  hunks: Hunk[];
  /** The attempts that ended with exactly these changes. */
  attempts: number[];
  lastRun: Attempt["lastRun"];
}

/**
 * What the attempts ended with, the most promising first: fewest failing tests, then most attempts that agree, then
 * the smallest. Attempts that changed nothing are left out.
 */
export function rankPatches(attempts: readonly Attempt[]): SharedPatch[] {
  const byChange = Map.groupBy(
    attempts.filter(({ hunks }) => hunks.length > 0),
    ({ hunks }) =>
      hunks
        .map(({ path, text }) => changeKey(path, text))
        .toSorted()
        .join("\n\n"),
  );
  return [...byChange.values()]
    .flatMap(([first, ...others]): SharedPatch[] => {
      if (!first) return [];
      return [
        {
          hunks: first.hunks,
          attempts: [first, ...others].map(({ number }) => number),
          lastRun: first.lastRun,
        },
      ];
    })
    .toSorted(
      (a, b) => failedIn(a) - failedIn(b) || b.attempts.length - a.attempts.length || sizeOf(a) - sizeOf(b),
    );
}

function failedIn({ lastRun }: SharedPatch): number {
  return lastRun?.failed ?? Number.MAX_SAFE_INTEGER;
}

function sizeOf({ hunks }: SharedPatch): number {
  return hunks.reduce((sum, { text }) => sum + text.length, 0);
}
