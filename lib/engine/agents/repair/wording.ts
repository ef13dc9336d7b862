// What the agent says. Every sentence is derived from what it has read or is about to do.
import type { Candidate } from "@/lib/engine/agents/repair/candidate";
import { countReport, type TestReport } from "@/lib/engine/agents/repair/test-report";
import type { Trial } from "@/lib/engine/agents/repair/trials";

/** Names in a sentence. */
export function sayNames(names: Iterable<string>): string {
  return [...names].map((name) => `\`${name}\``).join(", ");
}

/** The hypotheses of one step, numbered as its patches are. */
export function sayBatch(candidates: readonly Candidate[]): string {
  const listed = candidates.map(({ idea }, index) => `${index + 1}. Perhaps ${idea}.`);
  return `${candidates.length === 1 ? "A hypothesis" : `${candidates.length} hypotheses, each tried by itself on a copy`}:\n${listed.join("\n")}`;
}

/** What the trials of a step have shown. */
export function sayTrials(tried: number, promising: number, results: ReadonlyMap<number, Trial>): string {
  const otherwise = [...results.values()].filter(({ failsOtherwise }) => failsOtherwise.length > 0).length;
  if (promising > 0) {
    return `${promising} of ${tried} ${promising === 1 ? "makes a failing test pass and breaks" : "make failing tests pass and break"} nothing; I check it with the tests themselves.`;
  }
  const rest = otherwise === 0 ? "" : ` (${otherwise} made a test fail in another way)`;
  return tried === 1 ? `Refuted${rest}.` : `None of the ${tried} helps${rest}: refuted.`;
}

/** What a run of the tests says of a change, and what follows. */
export function sayEffect(
  effect: "better" | "same" | "worse",
  before: TestReport,
  after: TestReport,
): string {
  if (effect === "better") return `That helps: ${countReport(after)}. I keep it.`;
  if (effect === "same") return "Refuted: nothing changes. I take it back.";
  if (!after.finished) return "Refuted: the tests do not come to an end. I take it back.";
  const broken = [...after.failed].filter((name) => !before.failed.has(name)).length;
  const what = broken === 1 ? "a test that passed fails" : `${broken} tests that passed fail`;
  return `Refuted: ${what} now. I take it back.`;
}
