// Reads unified diffs: which files, how many lines. Sizes are of the patch text, not of the files.
import type { Exchange } from "@/lib/engine/evidence/exchanges";
import { isLasting } from "@/lib/engine/evidence/last-edit";
import { programWords } from "@/lib/engine/evidence/shell";
import { isSameFile, isTemporary } from "@/lib/engine/evidence/paths";
import type { EditEvidence, Evidence, PatchFile } from "@/lib/domain/evidence";

/** The files of a unified diff with lines added and removed; [] when the text holds no diff. */
export function readPatchFiles(text: string): PatchFile[] {
  const files: PatchFile[] = [];
  let oldLeft = 0;
  let newLeft = 0;
  let oldPath: string | null = null;
  for (const line of text.split("\n")) {
    const file = files.at(-1);
    if ((oldLeft > 0 || newLeft > 0) && file !== undefined) {
      const sign = line.charAt(0);
      if (sign === "+") file.added += 1;
      if (sign === "-") file.removed += 1;
      if (sign !== "+" && sign !== "\\") oldLeft -= 1;
      if (sign !== "-" && sign !== "\\") newLeft -= 1;
      continue;
    }
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line);
    if (hunk !== null) {
      oldLeft = Number(hunk[1] ?? "1");
      newLeft = Number(hunk[2] ?? "1");
    } else if (line.startsWith("diff --git ")) openFile(files, gitPath(line));
    else if (line.startsWith("--- ")) oldPath = headerPath(line);
    else if (line.startsWith("+++ ")) nameFile(files, headerPath(line) ?? oldPath);
  }
  return files;
}

function openFile(files: PatchFile[], path: string | null): void {
  if (path !== null) files.push({ path, added: 0, removed: 0 });
}

/** A "+++" line names the file that "diff --git" opened, or opens one in diffs without that line. */
function nameFile(files: PatchFile[], path: string | null): void {
  const last = files.at(-1);
  if (path === null || last?.path === path) return;
  openFile(files, path);
}

function gitPath(line: string): string | null {
  const found = /^diff --git "?a\/.+?"? "?b\/(.+?)"?$/.exec(line.slice(0, 2_000));
  return found?.[1] ?? null;
}

function headerPath(line: string): string | null {
  const path = line.slice(4).split("\t")[0]?.trim().replace(/^"|"$/g, "") ?? "";
  if (path === "" || path === "/dev/null") return null;
  return path.replace(/^[abiw]\//, "");
}

/**
 * The files of the final patch: the submitted one, else the last diff that the agent had git print, if it names
 * every tracked file that the agent edited (a diff of part of the work is not taken for the whole). Null when
 * neither is there; no files for an empty patch.
 */
export function readFinalPatch(
  patch: string | null,
  exchanges: readonly Exchange[],
  edits: readonly EditEvidence[],
  reads: Evidence["reads"],
): { files: PatchFile[] } | null {
  if (patch !== null) return readSubmitted(patch);
  const tracked = trackedEdits(edits, reads);
  const shown = exchanges
    .filter(printsDiff)
    .map((exchange) => readPatchFiles(exchange.body ?? ""))
    .findLast(
      (files) =>
        files.length > 0 && tracked.every((path) => files.some((file) => isSameFile(file.path, path))),
    );
  return shown === undefined ? null : { files: shown };
}

/**
 * Files that were there before and changed: git shows those in a plain diff. Writing a whole file that was read
 * before is a change of it, not a creation.
 */
function trackedEdits(edits: readonly EditEvidence[], reads: Evidence["reads"]): string[] {
  const made = edits.filter((edit) => isLasting(edit) && !isTemporary(edit.path));
  const isNew = (edit: EditEvidence) =>
    edit.kind === "create" &&
    !reads.some((read) => read.step < edit.step && isSameFile(read.path, edit.path));
  const created = made.filter(isNew);
  return made
    .filter((edit) => edit.kind !== "delete" && !created.some((other) => isSameFile(other.path, edit.path)))
    .map((edit) => edit.path);
}

function readSubmitted(patch: string): { files: PatchFile[] } | null {
  const files = readPatchFiles(patch);
  return files.length > 0 || patch.trim() === "" ? { files } : null;
}

/** True for a command that has git print a whole diff. */
export function printsDiff(exchange: Exchange): boolean {
  return exchange.shell.some((command) => {
    const words = programWords(command.words);
    const verb = words.slice(1).find((word) => /^(?:diff|show)$/.test(word));
    return (
      words[0] === "git" &&
      verb !== undefined &&
      !words.some((word) => /^--(?:stat|name|numstat|shortstat)/.test(word))
    );
  });
}
