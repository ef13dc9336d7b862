// What was tried and taken back: hypotheses that the tests, or the agent, have refuted. Worth as much to the next
// attempt as what was kept.
import { listTestChecks, type TestCheck } from "@/lib/engine/summarise/checks";
import { observed, type Draft, type Quote, type SummaryContext } from "@/lib/engine/summarise/context";
import { holdsQuote } from "@/lib/engine/summarise/ground";
import { describeOutcome } from "@/lib/engine/summarise/sections/verification";
import type { EditEvidence } from "@/lib/domain/evidence";

/** Longer changes are named and not quoted. */
const MOST_CHANGE_CHARACTERS = 1_200;

/** One claim for each edit that was taken back: where, what the tests said before and after it, and the change. */
export function summariseTried(context: SummaryContext): Draft[] {
  const tests = listTestChecks(context).filter(({ run }) => run.outcome !== "unknown");
  const sayTests = (edit: EditEvidence, undone: number) =>
    compareRuns(context.evidence.edits, tests, edit, undone);
  return context.evidence.edits.flatMap((edit) => {
    if (edit.undone === null || edit.applied === false) return [];
    const text =
      `Tried and taken back at step ${String(edit.undone)}: ${edit.path}, changed at step ${String(edit.step)}` +
      `${sayTests(edit, edit.undone)}.`;
    return [observed(context, text, [edit.step, edit.undone], quoteChange(context, edit))];
  });
}

/** "; 2 passed, 3 failed before, 1 passed, 4 failed with it", as far as tests were run. */
function compareRuns(
  edits: readonly EditEvidence[],
  tests: readonly TestCheck[],
  edit: EditEvidence,
  undone: number,
): string {
  // A run of another change that was taken back says nothing about what was there before this one.
  const sawTry = (step: number) =>
    edits.some((other) => other.undone !== null && other.step <= step && other.undone > step);
  const before = tests.findLast(({ run }) => run.step < edit.step && !sawTry(run.step));
  const after = tests.findLast(({ run }) => run.step >= edit.step && run.step < undone);
  const parts = [
    before === undefined ? null : `${describeOutcome(before.run)} before`,
    after === undefined ? "no tests were run on it" : `${describeOutcome(after.run)} with it`,
  ];
  return `; ${parts.filter((part) => part !== null).join(", ")}`;
}

function quoteChange(context: SummaryContext, { step, change }: EditEvidence): Quote[] {
  const place = context.stepsByNumber.get(step);
  return change
    .map((text) => text.trimEnd())
    .filter(
      (text) =>
        text !== "" &&
        text.length <= MOST_CHANGE_CHARACTERS &&
        place !== undefined &&
        holdsQuote(place, text),
    )
    .map((text) => ({ step, text }));
}
