// Which files the agent changed, and whether the change happened.
import { textField, type Exchange } from "@/lib/engine/evidence/exchanges";
import { cellEdits } from "@/lib/engine/evidence/notebook";
import { isFilePath, isSameFile, isTemporary, tidyPath } from "@/lib/engine/evidence/paths";
import { baseName, programWords } from "@/lib/engine/evidence/shell";
import { scriptEdits, shellEdits, writesWhatItIsTold } from "@/lib/engine/evidence/shell-edits";
import { isLasting } from "@/lib/engine/evidence/last-edit";
import { markUndone, type PlacedEdit } from "@/lib/engine/evidence/undone";
import { toolEdits, type EditTarget } from "@/lib/engine/evidence/tool-edits";
import type { EditEvidence, PatchFile } from "@/lib/domain/evidence";

/** Characters kept of a change; the step holds the rest. */
const MAX_CHANGE = 1_500;

/** Edits in order, each change of a file once per step. */
export function listEdits(exchanges: readonly Exchange[]): EditEvidence[] {
  const openFile = trackOpenFile(exchanges);
  const scripts = new Map<string, string>();
  const made = listMadeFiles(exchanges);
  const found = exchanges.flatMap((exchange, index) =>
    [...editTargets(exchange, openFile[index] ?? null), ...editsByScript(exchange, scripts)]
      .filter((target) => !isClearingUp(target, made))
      .map((target): PlacedEdit => ({
        edit: {
          step: exchange.step,
          action: exchange.action,
          path: target.path,
          kind: target.kind,
          applied: wasApplied(exchange),
          change: keepShort(target.change ?? []),
          undone: null,
          undoneAction: null,
        },
        target,
        exchange: index,
      })),
  );
  const marked = markUndone(found, exchanges);
  const keys = new Set<string>();
  return marked.filter((edit) => {
    const key = JSON.stringify([edit.step, edit.kind, edit.path, edit.applied, edit.undone, edit.change]);
    return keys.has(key) ? false : keys.add(key);
  });
}

/** Verbatim pieces within the bound; a longer diff is cut after a hunk, another longer text is left out. */
function keepShort(change: readonly string[]): string[] {
  const pieces = change.map((text) => (text.length <= MAX_CHANGE ? text : cutAfterHunk(text)));
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return size > MAX_CHANGE || pieces.includes("") ? [] : pieces;
}

function cutAfterHunk(diff: string): string {
  const end = diff.lastIndexOf("\n@@ ", MAX_CHANGE);
  return end > 0 && diff.slice(0, end).includes("\n@@ ") ? diff.slice(0, end) : "";
}

/** Files that programs make: what their output is sent to, and what compilers are told to write. */
function listMadeFiles(exchanges: readonly Exchange[]): string[] {
  const found = exchanges
    .flatMap(({ shell }) => shell)
    .flatMap((command) => [
      ...(writesWhatItIsTold(command) ? [] : command.writes.map(({ path }) => path)),
      ...command.words.filter((_, index) => command.words[index - 1] === "-o"),
    ]);
  return [...new Set(found.map(tidyPath))];
}

const CACHE =
  /(?:^|\/)(?:__pycache__|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.cache|\.DS_Store|core)(?:\/|$)|\.(?:pyc|o|log)$/;

/** Removing caches and what a program made, such as an output to be made anew, changes no work. */
function isClearingUp({ kind, path }: EditTarget, made: readonly string[]): boolean {
  return kind === "delete" && (CACHE.test(path) || made.some((other) => isSameFile(other, path)));
}

function editTargets(exchange: Exchange, openFile: string | null): EditTarget[] {
  if (exchange.command === null) return [...toolEdits(exchange), ...cellEdits(exchange)];
  const editsOpenFile = /^(?:edit \d+:\d+|edit\s+['"]|insert\s+\d+)/.test(exchange.command.trimStart());
  if (editsOpenFile)
    return openFile === null ? [] : [{ path: openFile, kind: "edit", change: [exchange.command.trim()] }];
  // A poll repeats its command's text; the edit belongs to the call that started it.
  return exchange.isPoll ? [] : exchange.shell.flatMap(shellEdits);
}

/** A script that the agent wrote earlier and now runs changes the files that it opens for writing. */
function editsByScript(exchange: Exchange, scripts: Map<string, string>): EditTarget[] {
  const written = textField(exchange.input, ["content", "file_text"]);
  const path = textField(exchange.input, ["file_path", "path"]);
  if (written !== null && path !== null) scripts.set(baseName(path), written);
  return exchange.shell.flatMap((command) => {
    for (const write of command.writes) scripts.set(baseName(write.path), command.heredoc ?? "");
    const words = programWords(command.words);
    if (!/^(?:python[\d.]*|node)$/.test(baseName(words[0] ?? ""))) return [];
    const script = words.slice(1).find((word) => !word.startsWith("-"));
    const targets = scriptEdits(scripts.get(baseName(script ?? "")) ?? "");
    return targets
      .filter((target) => isFilePath(target.path))
      .map((target) => ({ ...target, path: tidyPath(target.path) }));
  });
}

/** SWE-agent's `edit` works on the file opened last; replies name it as "[File: path (N lines total)]". */
function trackOpenFile(exchanges: readonly Exchange[]): (string | null)[] {
  let open: string | null = null;
  return exchanges.map((exchange) => {
    const before = open;
    const shown = /^\[File: (.+?) \(\d+ lines total\)\]/m.exec(exchange.body?.slice(0, 2_000) ?? "")?.[1];
    open = shown ?? open;
    return before ?? open;
  });
}

const REFUSED =
  /has NOT been applied|No replacement was performed|String to replace not found|did not appear verbatim|not unique|No exact match found|Found \d+ matches of the string|has not been read yet|No such file or directory|can't read|Failed to (?:find|apply|edit)|patch does not apply|apply_patch verification failed|^Error|^ERROR:|introduced new syntax error/m;
/** Git's own word for it: nothing of the patch was applied, whatever ran after it. */
const PATCH_REFUSED = /^error: (?:patch failed: |corrupt patch |[^:\n]+: patch does not apply)/m;
const DONE =
  /has been (?:edited|updated|successfully)|[Ss]uccess|created successfully|File updated|File created|Updated the following files|Wrote \d+|lines total after edit\)/;

/** True, false, or null when the log does not say (no reply, or one exit code for several commands). */
function wasApplied(exchange: Exchange): boolean | null {
  if (exchange.body === null) return null;
  const { body } = exchange;
  // The word stands before the file's text or after it, seldom amid it.
  const head = body.length <= 2_500 ? body : `${body.slice(0, 1_500)}\n${body.slice(-1_000)}`;
  if (PATCH_REFUSED.test(head)) return false;
  if (exchange.isError === true || (REFUSED.test(head) && exchange.exitCode !== 0))
    return isCompound(exchange) ? null : false;
  if (exchange.exitCode === 0 || DONE.test(head) || exchange.isError === false) return true;
  if (exchange.exitCode !== null) return isCompound(exchange) ? null : false;
  return null;
}

function isCompound(exchange: Exchange): boolean {
  return exchange.shell.filter((command) => programWords(command.words)[0] !== "cd").length > 1;
}

/**
 * The step of the last edit that counts: of a file of the final patch when there is one, else of any file that is
 * no scratch file. Deleting or writing scratch files after the work does not make earlier tests stale. Null when
 * nothing was edited, and when no recognised edit explains the patch: then its place is unknown.
 */
export function findLastEdit(
  edits: readonly EditEvidence[],
  patch: readonly PatchFile[] | null,
): number | null {
  const made = edits.filter(isLasting);
  const isPatched = (edit: EditEvidence) => patch?.some((file) => isSameFile(file.path, edit.path)) === true;
  const counted =
    patch === null || patch.length === 0
      ? made.filter((edit) => !isScratch(edit.path, made))
      : made.filter(isPatched);
  return counted.length === 0 ? null : Math.max(...counted.map((edit) => edit.step));
}

/** A temporary file, or one that the agent made and then removed: nothing of it is in the final state. */
function isScratch(path: string, made: readonly EditEvidence[]): boolean {
  const ofFile = made.filter((edit) => isSameFile(edit.path, path));
  return isTemporary(path) || (ofFile[0]?.kind === "create" && ofFile.at(-1)?.kind === "delete");
}
