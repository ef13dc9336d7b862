// Section "coverage": requirement → the steps that touch its names. A heuristic: touching a name is not meeting
// a requirement, and a requirement without names is followed by its longer words only.
import { isLasting } from "@/lib/engine/evidence/last-edit";
import { isSameFile, isTestFile } from "@/lib/engine/evidence/paths";
import { observed, type Draft, type SummaryContext } from "@/lib/engine/summarise/context";
import { textLeaves } from "@/lib/engine/summarise/ground";
import { identifiersIn, keywordsIn, listRequirements } from "@/lib/engine/summarise/requirements";
import { findStatementQuote } from "@/lib/engine/summarise/sections/task";
import { countOf, shorten, stepList, wordList } from "@/lib/engine/summarise/wording";

const MAX_SHOWN = 10;

interface EditText {
  step: number;
  isTest: boolean;
  /** What the agent wrote, in lower case. */
  text: string;
}

/** One claim per requirement, those that nothing touches first to be kept. */
export function summariseCoverage(context: SummaryContext): Draft[] {
  const requirements = listRequirements(context.statement ?? "");
  if (requirements.length === 0)
    return [observed(context, "No requirement was recognised in the statement (heuristic).", [])];
  const written = listEditTexts(context);
  const added = addedText(context.trajectory.patch ?? "");
  const drafts = requirements.map((requirement) => coverRequirement(context, requirement, written, added));
  const untouched = drafts.filter((draft) => !draft.touched);
  const kept = new Set([...untouched, ...drafts.filter((draft) => draft.touched)].slice(0, MAX_SHOWN));
  const text = `Heuristic: edits name the terms of ${String(drafts.length - untouched.length)} of ${countOf(drafts.length, "requirement")}.`;
  return [
    observed(context, text, [...new Set(written.map((edit) => edit.step))].slice(-8)),
    ...drafts.filter((draft) => kept.has(draft)).map((draft) => draft.claim),
    ...(drafts.length > kept.size
      ? [
          observed(
            context,
            `And ${countOf(drafts.length - kept.size, "further requirement")} whose terms are named in edits.`,
            [],
          ),
        ]
      : []),
  ];
}

function listEditTexts(context: SummaryContext): EditText[] {
  const { edits, patch } = context.evidence;
  const lasting = edits.filter(
    (edit) =>
      isLasting(edit) &&
      edit.kind !== "delete" &&
      (patch === null ||
        patch.files.length === 0 ||
        patch.files.some((file) => isSameFile(file.path, edit.path))),
  );
  return lasting.flatMap((edit) => {
    const step = context.stepsByNumber.get(edit.step);
    if (step === undefined) return [];
    const text = step.actions
      .flatMap((action) => [action.command ?? "", ...textLeaves(action.input, 0)])
      .join("\n")
      .slice(0, 200_000);
    return [{ step: edit.step, isTest: isTestFile(edit.path), text: text.toLowerCase() }];
  });
}

/** The lines that a patch adds, in lower case. */
function addedText(patch: string): string {
  const lines = patch
    .slice(0, 1_000_000)
    .split("\n")
    .filter((line) => line.startsWith("+"));
  return lines.join("\n").toLowerCase();
}

function coverRequirement(
  context: SummaryContext,
  requirement: string,
  written: readonly EditText[],
  added: string,
): { touched: boolean; claim: Draft } {
  const names = identifiersIn(requirement);
  const terms = names.length > 0 ? names : keywordsIn(requirement);
  const needed = names.length > 0 ? 1 : Math.ceil(terms.length / 2);
  const hits = written.filter((edit) => countTerms(edit.text, terms) >= Math.max(1, needed));
  const code = [...new Set(hits.filter((hit) => !hit.isTest).map((hit) => hit.step))];
  const tests = [...new Set(hits.filter((hit) => hit.isTest).map((hit) => hit.step))];
  const missing = names.filter(
    (name) =>
      !added.includes(name.toLowerCase()) && !written.some((edit) => edit.text.includes(name.toLowerCase())),
  );
  const inPatch = countTerms(added, terms) >= Math.max(1, needed);
  const quote = findStatementQuote(context, requirement);
  const text = `"${shorten(requirement, 130)}" ${coverText(code, tests, missing, inPatch)}`;
  const steps = [...(quote === null ? [] : [quote.step]), ...code.slice(0, 4), ...tests.slice(0, 4)];
  return {
    touched: inPatch || code.length + tests.length > 0,
    claim: observed(context, text, steps, [quote]),
  };
}

function countTerms(text: string, terms: readonly string[]): number {
  return terms.filter((term) => text.includes(term.toLowerCase())).length;
}

function coverText(
  code: readonly number[],
  tests: readonly number[],
  missing: readonly string[],
  inPatch: boolean,
): string {
  if (code.length + tests.length === 0 && inPatch) return "→ named in the final patch; no recognised edit.";
  if (code.length + tests.length === 0) return "→ no lasting edit names its terms.";
  const parts = [
    code.length === 0 ? "no code edit" : `code in ${stepList(code, 3)}`,
    tests.length === 0 ? "no test edit" : `tests in ${stepList(tests, 3)}`,
  ];
  const gap = missing.length === 0 ? "" : `; never named: ${wordList(missing, 3)}`;
  return `→ ${parts.join(", ")}${gap}.`;
}
