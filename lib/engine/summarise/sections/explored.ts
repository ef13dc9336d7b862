// Section "explored": files read, and what was seen to fail before anything was changed.
import { isLasting, sawTry } from "@/lib/engine/evidence/last-edit";
import { isSameFile, tidyPath } from "@/lib/engine/evidence/paths";
import { findQuote, observed, type Draft, type SummaryContext } from "@/lib/engine/summarise/context";
import { describeOutcome } from "@/lib/engine/summarise/sections/verification";
import { countOf, stepList, wordList } from "@/lib/engine/summarise/wording";

/** What the agent looked at before and while changing things. */
export function summariseExplored(context: SummaryContext): Draft[] {
  return [...filesRead(context), ...unreadEdits(context), ...failuresBefore(context)];
}

function filesRead(context: SummaryContext): Draft[] {
  const { reads } = context.evidence;
  if (reads.length === 0) return [observed(context, "No reading of a single file was recognised.", [])];
  const byPath = new Map<string, number[]>();
  for (const read of reads) byPath.set(read.path, [...(byPath.get(read.path) ?? []), read.step]);
  const ranked = [...byPath].sort(([, one], [, other]) => other.length - one.length);
  const names = ranked.map(([path, steps]) =>
    steps.length > 1 ? `${path} (${String(steps.length)} times)` : path,
  );
  const text = `Read ${countOf(byPath.size, "file")}, most often ${wordList(names, 6)}.`;
  return [
    observed(
      context,
      text,
      ranked.slice(0, 6).map(([, steps]) => steps[0] ?? 0),
    ),
  ];
}

/** Files of the patch that were changed without having been looked at first. */
function unreadEdits(context: SummaryContext): Draft[] {
  const { edits, reads } = context.evidence;
  const unread = edits.filter(
    (edit) =>
      edit.kind === "edit" &&
      edit.applied !== false &&
      !reads.some((read) => read.step <= edit.step && isSameFile(read.path, edit.path)) &&
      !edits.some((other) => other.step < edit.step && isSameFile(other.path, edit.path)),
  );
  const paths = [...new Set(unread.map((edit) => tidyPath(edit.path)))];
  if (paths.length === 0) return [];
  const text = `Changed ${wordList(paths, 4)} without a recognised reading of ${paths.length === 1 ? "it" : "them"} first.`;
  return [observed(context, text, unread.map((edit) => edit.step).slice(0, 4))];
}

/** A failure seen before the first edit of a lasting file: the problem was reproduced, not guessed. */
function failuresBefore(context: SummaryContext): Draft[] {
  const first = firstLastingEdit(context);
  const before = context.evidence.errors.filter(
    (error) => (first === null || error.step < first) && ["traceback", "exception"].includes(error.kind),
  );
  const last = before.at(-1);
  const failing = context.evidence.tests.findLast(
    (run) =>
      run.outcome === "failed" &&
      (first === null || run.step < first) &&
      !context.evidence.edits.some((edit) => sawTry(edit, run.step, run.action)),
  );
  if (failing !== undefined) {
    const names = failing.failedTests.length === 0 ? "" : `: ${wordList(failing.failedTests, 4)}`;
    const text = `Saw tests fail before the first change of the final files (step ${String(failing.step)}, ${describeOutcome(failing)})${names}.`;
    return [
      observed(
        context,
        text,
        [failing.step],
        [findQuote(context, failing.step, failing.failedTests[0] ?? "")],
      ),
    ];
  }
  if (last === undefined) {
    if (first === null) return [];
    return [
      observed(
        context,
        `No failing behaviour was shown before the first change of the final files (step ${String(first)}).`,
        [first],
      ),
    ];
  }
  const text = `Saw the failure "${last.message}" before the first change of the final files (${stepList([last.step])}).`;
  return [observed(context, text, [last.step], [findQuote(context, last.step, last.message)])];
}

function firstLastingEdit(context: SummaryContext): number | null {
  const { edits, patch } = context.evidence;
  const lasting = edits.find(
    (edit) =>
      isLasting(edit) && (patch === null || patch.files.some((file) => isSameFile(file.path, edit.path))),
  );
  return lasting?.step ?? null;
}
