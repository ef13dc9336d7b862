// Section "changes": what the final patch holds, file by file, and which edits did not happen or did not last.
import { isLasting } from "@/lib/engine/evidence/last-edit";
import { readDiffHunks } from "@/lib/engine/evidence/diff-hunks";
import { isSameFile, isTemporary, isTestFile, tidyPath } from "@/lib/engine/evidence/paths";
import {
  findQuote,
  observed,
  type Draft,
  type Quote,
  type SummaryContext,
} from "@/lib/engine/summarise/context";
import { codeOf, countOf, stepList, wordList } from "@/lib/engine/summarise/wording";
import { holdsQuote, textLeaves } from "@/lib/engine/summarise/ground";
import type { EditEvidence, PatchFile } from "@/lib/domain/evidence";
import type { Step } from "@/lib/domain/trajectory";

const MAX_FILES = 6;

/** The patch as a whole, its files, refused edits, and files touched that are not in it. */
export function summariseChanges(context: SummaryContext): Draft[] {
  const { patch } = context.evidence;
  const files = patch === null ? [] : bySize(patch.files);
  const room = { left: MOST_HUNK_CHARACTERS };
  return [
    patchSize(context),
    ...files.slice(0, MAX_FILES).map((file) => fileClaim(context, file, room)),
    ...moreFiles(context, files.slice(MAX_FILES)),
    ...scratchInPatch(context, files),
    ...refusedEdits(context),
    ...filesOutside(context, files),
  ];
}

function bySize(files: readonly PatchFile[]): PatchFile[] {
  return [...files].sort((one, other) => other.added + other.removed - one.added - one.removed);
}

function patchSize(context: SummaryContext): Draft {
  const { patch, edits, submissionStep } = context.evidence;
  const steps = submissionStep === null ? [] : [submissionStep];
  if (patch === null) {
    const made = edits.filter((edit) => edit.applied !== false);
    const paths = [...new Set(made.map((edit) => tidyPath(edit.path)))];
    const rest =
      paths.length === 0 ? "no edit of a file was recognised" : `edits were made to ${wordList(paths, 6)}`;
    return observed(context, `No final patch is recorded; ${rest}.`, made.map((edit) => edit.step).slice(-6));
  }
  if (patch.files.length === 0) return observed(context, "The final patch is empty.", steps);
  const tests = patch.files.filter((file) => isTestFile(file.path)).length;
  const added = patch.files.reduce((sum, file) => sum + file.added, 0);
  const removed = patch.files.reduce((sum, file) => sum + file.removed, 0);
  const split =
    tests === 0
      ? "none of them a test file"
      : `${countOf(tests, "of them a test file", "of them test files")}`;
  const source = context.trajectory.patch === null ? "The last diff shown" : "The final patch";
  const text = `${source} changes ${countOf(patch.files.length, "file")} (${split}): ${sizeOf({ added, removed })}.`;
  return observed(context, text, steps);
}

function sizeOf(size: { added: number; removed: number }): string {
  return `+${String(size.added)} −${String(size.removed)} lines`;
}

function editsOf(context: SummaryContext, path: string): EditEvidence[] {
  return context.evidence.edits.filter((edit) => isLasting(edit) && isSameFile(edit.path, path));
}

function fileClaim(context: SummaryContext, file: PatchFile, room: { left: number }): Draft {
  const steps = [...new Set(editsOf(context, file.path).map((edit) => edit.step))];
  const by = steps.length === 0 ? "no edit of it was recognised" : `edited in ${stepList(steps)}`;
  const hunks = finalHunks(context, file.path);
  const shown = takeWhileRoom(hunks, room);
  const quotes = shown.flatMap(({ quote }) => quote ?? []);
  const cut =
    shown.length === hunks.length
      ? ""
      : ` ${String(shown.length)} of ${countOf(hunks.length, "hunk")} shown.`;
  const unseen = shown.filter(({ quote }) => quote === null).map(({ text }) => `\n${text}`);
  const submitted = unseen.length === 0 ? "" : ` As submitted, shown by no step:${unseen.join("")}`;
  const text = `${file.path}: ${sizeOf(file)} in the patch; ${by}.${cut}${submitted}`;
  return observed(
    context,
    text,
    steps,
    hunks.length > 0 ? quotes : [snippetQuote(context, file.path, steps)],
  );
}

/** Characters of the final diff that are shown, whole hunks only. */
const MOST_HUNK_CHARACTERS = 4_500;

interface FinalHunk {
  text: string;
  /** Null when no step shows it. */
  quote: Quote | null;
}

/** The file's hunks of the final diff: the submitted patch, else the last diff that a step shows of it. */
function finalHunks(context: SummaryContext, path: string): FinalHunk[] {
  const showing = [...context.trajectory.steps].reverse().filter(showsDiff);
  const ofFile = (diff: string) => readDiffHunks(diff).filter((hunk) => isSameFile(hunk.path, path));
  const { patch } = context.trajectory;
  const hunks =
    patch !== null
      ? ofFile(patch)
      : (showing
          .flatMap(lastDiffs)
          .map(ofFile)
          .find((found) => found.length > 0) ?? []);
  return hunks.map(({ text }) => {
    const place = showing.find((step) => holdsQuote(step, text));
    return { text, quote: place === undefined ? null : { step: place.number, text } };
  });
}

function showsDiff(step: Step): boolean {
  return (
    !step.copied &&
    [step.message, ...step.observations.map(({ text }) => text)].some((text) => text.includes("\n@@ "))
  );
}

function lastDiffs(step: Step): string[] {
  return step.observations.map(({ text }) => text).reverse();
}

function takeWhileRoom(hunks: readonly FinalHunk[], room: { left: number }): FinalHunk[] {
  const end = hunks.findIndex(({ text }) => {
    room.left -= text.length;
    return room.left < 0;
  });
  return end === -1 ? [...hunks] : hunks.slice(0, end);
}

/** The first lasting line of code that the agent wrote into the file, quoted from the edit. */
function snippetQuote(context: SummaryContext, path: string, steps: readonly number[]) {
  const added = addedLines(context.trajectory.patch ?? "", path);
  for (const number of [...steps].reverse()) {
    const step = context.stepsByNumber.get(number);
    if (step === undefined) continue;
    const written = step.actions
      .flatMap((action) => [action.command ?? "", ...textLeaves(action.input, 0)])
      .join("\n");
    const line =
      added.find((text) => written.includes(text)) ?? (added.length === 0 ? firstCodeLine(written) : null);
    const quote = line === null || line === undefined ? null : findQuote(context, number, line);
    if (quote !== null) return quote;
  }
  return null;
}

function addedLines(patch: string, path: string): string[] {
  const start = patch.indexOf(`+++ b/${path}`);
  if (start === -1) return [];
  const end = patch.indexOf("\ndiff --git ", start);
  return patch
    .slice(start, end === -1 ? undefined : end)
    .slice(0, 20_000)
    .split("\n")
    .filter((line) => line.startsWith("+") && isCode(line.slice(1)))
    .map((line) => line.slice(1).trim());
}

function isCode(line: string): boolean {
  const text = line.trim();
  return (
    text.length >= 12 &&
    /\w/.test(text) &&
    !/^(?:#|\/\/|\*|\/\*|import |from |\+\+ |"""|@@|-|\*\*\*)/.test(text)
  );
}

function firstCodeLine(written: string): string | null {
  const line = written.split("\n").find((text) => text.startsWith("+") && isCode(text.slice(1)));
  return line?.slice(1).trim() ?? null;
}

function moreFiles(context: SummaryContext, files: readonly PatchFile[]): Draft[] {
  if (files.length === 0) return [];
  return [
    observed(
      context,
      `And ${countOf(files.length, "further file")}: ${wordList(
        files.map((file) => file.path),
        6,
      )}.`,
      [],
    ),
  ];
}

const SCRATCH =
  /(?:^|\/)(?:repro\w*|debug\w*|demo\w*|scratch\w*|tmp\w*|temp\w*|patch|test_(?:fix|edge|simple|repro|issue|debug|final)\w*|verify\w*|check_\w*|reproduce\w*)\.\w+$|(?:^|\/)repro\w*\/|^test_[^/]*\.py$|\.orig$|\.rej$|\.bak$/i;

/** Files that look like left-over scratch work (by name) in the patch. */
function scratchInPatch(context: SummaryContext, files: readonly PatchFile[]): Draft[] {
  const scratch = files
    .map((file) => file.path)
    .filter((path) => SCRATCH.test(path) && !/^(?:.*\/)?tests?\//.test(path));
  if (scratch.length === 0) return [];
  const steps = scratch.flatMap((path) => editsOf(context, path).map((edit) => edit.step));
  return [
    observed(
      context,
      `The patch carries what look like scratch files: ${wordList(scratch, 5)}.`,
      steps.slice(0, 5),
    ),
  ];
}

function refusedEdits(context: SummaryContext): Draft[] {
  const refused = context.evidence.edits.filter((edit) => edit.applied === false);
  if (refused.length === 0) return [];
  const paths = [...new Set(refused.map((edit) => tidyPath(edit.path)))];
  const steps = refused.map((edit) => edit.step);
  const text = `${countOf(refused.length, "edit")} did not happen, of ${wordList(paths, 3)} (${stepList(steps)}).`;
  return [observed(context, text, steps)];
}

function filesOutside(context: SummaryContext, files: readonly PatchFile[]): Draft[] {
  if (context.evidence.patch === null) return [];
  const outside = context.evidence.edits.filter(
    (edit) =>
      isLasting(edit) &&
      edit.kind !== "delete" &&
      !isTemporary(edit.path) &&
      !files.some((file) => isSameFile(file.path, edit.path)),
  );
  const paths = [...new Set(outside.map((edit) => tidyPath(edit.path)))];
  if (paths.length === 0) return [];
  const names = wordList(
    paths.map((path) => codeOf(path, 60)),
    5,
  );
  return [
    observed(
      context,
      `Also wrote ${countOf(paths.length, "file")} that the patch does not hold: ${names}.`,
      outside.map((edit) => edit.step).slice(0, 6),
    ),
  ];
}
