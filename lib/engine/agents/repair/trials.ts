// Many candidates in one command: how they are handed to the script, and what it says of each.
import { diffOf, type Candidate } from "@/lib/engine/agents/repair/candidate";
import { listGuards, moveGuards } from "@/lib/engine/agents/repair/guards";
import type { TestReport } from "@/lib/engine/agents/repair/test-report";

/** What a trial has shown of one candidate, beside the project as it is. */
export interface Trial {
  passesNow: string[];
  failsNow: string[];
  /** Tests that fail as before, but with another message or in another line. */
  failsOtherwise: string[];
  /** Why there is no result: it does not end, load or fit; else null. */
  end: string | null;
}

export interface Trials {
  /** Tests that fail in the project as it is; null when the script could not run them. */
  failing: ReadonlySet<string> | null;
  /** By position of the candidate. */
  results: ReadonlyMap<number, Trial>;
}

/** The text for the script's standard input: the project as it is, then each candidate. */
export function formatTrials(
  sources: ReadonlyMap<string, string>,
  candidates: readonly Pick<Candidate, "result">[],
): string {
  const guards = new Map([...sources].map(([path, source]) => [path, listGuards(path, source)]));
  const told = candidates.map((candidate) => {
    const moved = [...candidate.result].map(([path, after]): [string, string] => [
      path,
      moveGuards(path, sources.get(path) ?? "", guards.get(path) ?? "", after),
    ]);
    return `${formatGuards(moved)}${diffOf(sources, candidate)}`;
  });
  return [formatGuards(guards), ...told].map((text, index) => `patch ${index}\n${text}`).join("");
}

function formatGuards(guards: Iterable<readonly [string, string]>): string {
  return [...guards].map(([path, places]) => `guards ${path} ${places}\n`).join("");
}

/**
 * Reads the script's lines. When it was ended from outside, the first candidate without a line is the one that ended
 * it; those after it have no result.
 * @param count how many candidates were handed to it
 */
export function readTrials(output: string, count: number): Trials {
  const results = new Map<number, Trial>();
  let failing: ReadonlySet<string> | null = null;
  for (const line of output.split("\n")) {
    const base = /^as it is: \d+ passed, \d+ failed(?:; (.*))?$/.exec(line);
    if (base) failing = new Set(readNames(base[1] ?? "", "failing"));
    const [, number, text = ""] = /^patch (\d+): (.*)$/.exec(line) ?? [];
    if (number !== undefined) results.set(Number(number) - 1, readTrial(text));
  }
  if (failing !== null && results.size < count && !results.has(results.size)) {
    results.set(results.size, readTrial("does not end"));
  }
  return { failing, results };
}

function readTrial(text: string): Trial {
  const hasResult = /^\d+ passed, \d+ failed/.test(text);
  return {
    passesNow: readNames(text, "passes now"),
    failsNow: readNames(text, "fails now"),
    failsOtherwise: readNames(text, "fails otherwise"),
    end: hasResult ? null : text,
  };
}

/** The names after a heading: `passes now ["a","b"]`. */
function readNames(text: string, heading: string): string[] {
  const at = text.indexOf(`${heading} [`);
  if (at === -1) return [];
  const list = /^\[(?:"(?:[^"\\]|\\.)*",?)*\]/.exec(text.slice(at + heading.length + 1))?.[0];
  const names: unknown = list === undefined ? [] : JSON.parse(list);
  return Array.isArray(names) ? names.map(String) : [];
}

/** True when trials can be believed: what fails is what the tests say, and the changes reached the tests. */
export function agrees({ failing, results }: Trials, report: TestReport): boolean {
  if (failing === null || failing.symmetricDifference(report.failed).size > 0) return false;
  return [...results.values()].some(({ end }) => end !== UNUSED) || results.size === 0;
}

const UNUSED = "is not used by the tests";

/** Mends something and breaks nothing. */
export function isBetter({ end, passesNow, failsNow }: Trial): boolean {
  return end === null && passesNow.length > 0 && failsNow.length === 0;
}

/** Mends nothing, but makes a failing test fail in another way: perhaps half of what is needed. */
export function isStep({ end, passesNow, failsNow, failsOtherwise }: Trial): boolean {
  return end === null && passesNow.length === 0 && failsNow.length === 0 && failsOtherwise.length > 0;
}
