// What was tried and taken back: hypotheses that the tests, or the agent, have refuted. Worth as much to the next
// attempt as what was kept.
import { sawTry } from "@/lib/engine/evidence/last-edit";
import { readRawTurn } from "@/lib/engine/evidence/raw-commands";
import { splitSentences } from "@/lib/engine/evidence/sentences";
import {
  claimed,
  findQuote,
  observed,
  type Draft,
  type Quote,
  type SummaryContext,
} from "@/lib/engine/summarise/context";
import { holdsQuote } from "@/lib/engine/summarise/ground";
import { describeOutcome } from "@/lib/engine/summarise/sections/verification";
import { countOf, shorten, stepList, wordList } from "@/lib/engine/summarise/wording";
import type { EditEvidence, TestRunEvidence } from "@/lib/domain/evidence";
import type { Step } from "@/lib/domain/trajectory";

/** More tries than this are counted, not told. */
const MOST_TRIES = 40;
/** Of so many tries the hypothesis is told as well; for the others there is more use in the change itself. */
const MOST_HYPOTHESES = 8;

/** Edits that were taken back at one stroke: what was tested were all of them together. */
interface Try {
  edits: readonly EditEvidence[];
  first: EditEvidence;
  undone: number;
  undoneAction: number | null;
}

/** For each try a claim: where, what the tests said before and after it, the change; before it the stated hypothesis. */
export function summariseTried(context: SummaryContext): Draft[] {
  const tries = listTries(context.evidence.edits);
  const shown = tries.slice(-MOST_TRIES);
  const drafts = shown.flatMap((one, index) => {
    const stated = index < MOST_HYPOTHESES ? hypothesisClaim(context, one) : [];
    return [...stated, tryClaim(context, one)];
  });
  if (shown.length === tries.length) return drafts;
  const text = `And ${countOf(tries.length - shown.length, "earlier change")} that ${tries.length - shown.length === 1 ? "was" : "were"} taken back.`;
  return [observed(context, text, []), ...drafts];
}

function listTries(edits: readonly EditEvidence[]): Try[] {
  const undone = edits.filter((edit) => edit.undone !== null && edit.applied !== false);
  const groups = Map.groupBy(undone, (edit) => `${String(edit.undone)}/${String(edit.undoneAction)}`);
  return [...groups.values()].flatMap((group): Try[] => {
    const [first] = group;
    if (first?.undone === undefined || first.undone === null) return [];
    return [{ edits: group, first, undone: first.undone, undoneAction: first.undoneAction }];
  });
}

function tryClaim(context: SummaryContext, one: Try): Draft {
  const paths = [...new Set(one.edits.map((edit) => edit.path))];
  const steps = [...new Set(one.edits.map((edit) => edit.step))];
  const text = `Tried and taken back: ${wordList(paths)}, changed at ${stepList(steps)}, taken back at step ${String(one.undone)}; ${sayTests(context, one)}.`;
  const quotes = one.edits.flatMap((edit) => quoteChange(context, edit));
  return observed(context, text, [...steps, one.undone], quotes);
}

/** "2 passed, 3 failed before; 1 passed, 4 failed after", as far as the runs can be told apart. */
function sayTests(context: SummaryContext, one: Try): string {
  const runs = context.evidence.tests.filter((run) => run.outcome !== "unknown");
  const { first, undone, undoneAction } = one;
  const isWithin = (run: TestRunEvidence) =>
    comparePlaces(run, first) >= 0 && comparePlaces(run, { step: undone, action: undoneAction ?? 0 }) < 0;
  const after = runs.findLast(isWithin);
  const others = context.evidence.edits.filter((edit) => !one.edits.includes(edit));
  // A run of another try says nothing about what was there before this one.
  const before = runs.findLast(
    (run) => comparePlaces(run, first) < 0 && !others.some((edit) => sawTry(edit, run.step, run.action)),
  );
  const isOneCommand = first.step === undone && first.action === undoneAction;
  const unknown = isOneCommand
    ? "its command did both, and its test results cannot be told apart"
    : "no test result after it";
  return [
    before === undefined ? "no test result before it" : `${describeOutcome(before)} before`,
    after === undefined ? unknown : `${describeOutcome(after)} after`,
  ].join("; ");
}

function comparePlaces(
  one: { step: number; action: number },
  other: { step: number; action: number },
): number {
  return one.step - other.step || one.action - other.action;
}

/** The change, verbatim; where the evidence does not hold it, nothing is quoted. */
function quoteChange(context: SummaryContext, { step, change }: EditEvidence): Quote[] {
  const place = context.stepsByNumber.get(step);
  return change
    .map((text) => text.trimEnd())
    .filter((text) => text !== "" && place !== undefined && holdsQuote(place, text))
    .map((text) => ({ step, text }));
}

const HYPOTHESIS =
  /\bhypothes[ie]s\b|\bperhaps\b|\bmaybe\b|\bmight\b|\bsuspect\b|\bprobably\b|\b(?:I|let me|let's) (?:want to )?(?:try|see|test)\b|\bshould be\b|\binstead of\b/i;

function hypothesisClaim(context: SummaryContext, { first }: Try): Draft[] {
  const stated = findHypothesis(context.stepsByNumber.get(first.step));
  if (stated === null) return [];
  const quote = findQuote(context, first.step, stated);
  return quote === null
    ? []
    : [claimed(context, `Hypothesis: "${shorten(stated, 200)}"`, [first.step], [quote])];
}

/** The last sentence of a step that supposes something (heuristic), or null. */
export function findHypothesis(step: Step | undefined): string | null {
  if (step === undefined) return null;
  const raw = readRawTurn(step.message);
  const text = raw === null ? `${step.reasoning ?? ""}\n${step.message}` : raw.thought;
  return splitSentences(text).findLast((sentence) => HYPOTHESIS.test(sentence)) ?? null;
}
