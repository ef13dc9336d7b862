// One look at all files of an import: those that are unchanged get their line, the others are read.
import { insertImportFiles, updateImport } from "@/db/queries/imports";
import { getKnownFiles, keepExisting } from "@/db/queries/known-files";
import type { ImportFileRow, KnownFileRow } from "@/db/schema";
import { removeFolder, unpackedFolder } from "@/db/source-folders";
import {
  ARCHIVE_LIMITS,
  archiveKind,
  createBudget,
  diskNearby,
  openSourceFile,
  stampReader,
  unpackArchive,
  type ArchiveBudget,
  type ArchiveKind,
  type ArchiveProblem,
  type Listings,
  type NoRollouts,
  type OpenedLog,
  type SourceFile,
  type Walk,
} from "@/lib/ingest/read";
import { isStorageError, sayFailure } from "@/lib/worker/failure";
import { isUnchanged } from "@/lib/worker/known-file";
import { LeaseLostError } from "@/lib/worker/lease";
import { nextTurn } from "@/lib/worker/next-turn";
import { saveFile, type ImportDesk } from "@/lib/worker/save-file";

const BATCH = 200;
/** A file that is being written may be unreadable for a moment. */
const WRITING_MS = 5_000;

export interface ImportProgress {
  done: number;
  total: number;
  /** The file just dealt with, relative to the import's root. */
  file: string;
}

/** An import in the hands of this worker, over all its passes. */
export interface ImportRun extends ImportDesk {
  /** Places of the files that have a line in the report. */
  done: Set<string>;
  /** True when files that have a line are looked at again. */
  isWatch: boolean;
  /** True when a person set what the rollouts belong to: then each file is read, as that may be new. */
  readsAll: boolean;
  /** When watching: each archive as it was last unpacked, by place. */
  archives: Map<string, { stamp: string; members: number }>;
  /** As the import's row says it; null before the first pass. */
  filesTotal: number | null;
  onProgress?: (progress: ImportProgress) => void;
}

/** Counts of one pass. */
interface Pass {
  run: ImportRun;
  total: number;
  at: number;
  stamps: Map<string, ReturnType<typeof stampReader>>;
  listings: Listings;
}

/** Deals with every file of the walk. @returns false when it was stopped before the last file */
export async function passFiles(run: ImportRun, { files, problems }: Walk): Promise<boolean> {
  const total = files.length + problems.length;
  const pass: Pass = { run, total, at: 0, stamps: new Map(), listings: new Map() };
  if (run.filesTotal === null) setTotal(pass);
  saveProblems(
    run,
    problems.map(({ path, message }) => ({ place: path, relative: path, message })),
  );
  pass.at = problems.length;
  for (let from = 0; from < files.length; from += BATCH) {
    await nextTurn();
    if (run.lease.signal.aborted) return false;
    if (!(await passBatch(pass, files.slice(from, from + BATCH)))) return false;
  }
  setTotal(pass);
  return true;
}

async function passBatch(pass: Pass, files: readonly SourceFile[]): Promise<boolean> {
  const { run } = pass;
  const known = getKnownFiles(
    run.db,
    files.map((file) => file.path),
  );
  const unchanged = findUnchanged(pass, files, known);
  const lines: Omit<ImportFileRow, "id">[] = [];
  const flush = () => saveLines(run, lines.splice(0));
  for (const file of files) {
    const before = known.get(file.path) ?? null;
    if (run.done.has(file.place) && (!run.isWatch || unchanged.has(file.place))) {
      pass.at += 1;
    } else if (before !== null && unchanged.has(file.place)) {
      lines.push(repeatLine(run.importId, file, before));
      for (const id of before.rollouts) if (!run.seen.has(id)) run.seen.set(id, file);
      tell(pass, file);
    } else {
      flush(); // so that the report keeps the order of the walk
      if (!(await passFile(pass, file, before, null))) return false;
    }
  }
  flush();
  return true;
}

/** The places of the files that need not be read again. */
function findUnchanged(
  { run, stamps }: Pass,
  files: readonly SourceFile[],
  known: ReadonlyMap<string, KnownFileRow>,
): Set<string> {
  const alike = files.filter((file) => {
    const before = known.get(file.path);
    if (before === undefined || file.place !== file.path) return false;
    if (run.readsAll && !run.done.has(file.place)) return false;
    const stampNow = stamps.get(file.root) ?? stampReader(file.root);
    stamps.set(file.root, stampNow);
    return isUnchanged(file, before, stampNow);
  });
  const rolloutsOf = (file: SourceFile) => known.get(file.path)?.rollouts ?? [];
  const there = keepExisting(run.db, alike.flatMap(rolloutsOf));
  const whole = alike.filter((file) => rolloutsOf(file).every((id) => there.has(id)));
  return new Set(whole.map((file) => file.place));
}

function repeatLine(importId: string, file: SourceFile, known: KnownFileRow): Omit<ImportFileRow, "id"> {
  const { status, sha256, format, rollouts, warnings } = known;
  const isSkipped = status === "unsupported" || status === "unreadable";
  const reason = isSkipped ? known.reason : joinReasons(known.reason, sayUnchanged(file));
  const { place: path, relative, bytes } = file;
  return { importId, path, relative, bytes, status, sha256, format, reason, rollouts, warnings };
}

function sayUnchanged({ mtimeMs }: SourceFile): string {
  const since = new Date(mtimeMs).toISOString().slice(0, 16).replace("T", " ");
  return `unchanged since ${since} UTC, not read again`;
}

function joinReasons(...reasons: (string | null)[]): string {
  return reasons.filter((reason) => reason !== null).join("; ");
}

function saveLines(run: ImportRun, lines: readonly Omit<ImportFileRow, "id">[]): void {
  if (lines.length === 0) return;
  run.db.transaction(() => {
    run.lease.confirm();
    insertImportFiles(run.db, lines);
  });
  for (const { path } of lines) run.done.add(path);
}

/** An archive that members are read from, and how deep it lies. */
interface Enclosing {
  budget: ArchiveBudget;
  depth: number;
}

/** Reads a file, or unpacks it and reads its members. @returns false when it was stopped */
async function passFile(
  pass: Pass,
  file: SourceFile,
  earlier: KnownFileRow | null,
  within: Enclosing | null,
): Promise<boolean> {
  const { run } = pass;
  await nextTurn();
  if (run.lease.signal.aborted) return false;
  const kind = await archiveKind(file);
  const isThrough =
    kind === null ? await readFile(pass, file, earlier) : await passArchive(pass, file, kind, within);
  if (isThrough) tell(pass, file);
  return isThrough;
}

function tell(pass: Pass, file: SourceFile): void {
  pass.at += 1;
  pass.run.onProgress?.({ done: pass.at, total: pass.total, file: file.relative });
}

/** One file's trouble is that file's line in the report; trouble with the data directory ends the import. */
async function readFile(
  { run, listings }: Pass,
  file: SourceFile,
  earlier: KnownFileRow | null,
): Promise<boolean> {
  const readAt = Date.now();
  try {
    const nearby = diskNearby(file.root, listings);
    const opened = await openSourceFile(file, nearby);
    // The next pass reads it whole; until then its line stays as it is.
    if (run.isWatch && isHalfWritten(opened, file, earlier, readAt)) return true;
    const isThrough = await saveFile(run, file, opened, { earlier, looked: () => nearby.looked(), readAt });
    if (isThrough) run.done.add(file.place);
    return isThrough;
  } catch (error) {
    if (error instanceof LeaseLostError || isStorageError(error)) throw error;
    const reason = `${file.relative} was read and could not be saved: ${sayFailure(error)}`;
    const failed: NoRollouts = { kind: "unreadable", format: null, reason };
    return saveFile(run, file, failed, { earlier: null, looked: () => [], readAt });
  }
}

function isHalfWritten(
  opened: OpenedLog | NoRollouts,
  file: SourceFile,
  earlier: KnownFileRow | null,
  now: number,
): boolean {
  const wasReadable = earlier !== null && earlier.rollouts.length > 0;
  return opened.kind !== "rollouts" && wasReadable && now - file.mtimeMs < WRITING_MS;
}

/** Unpacks an archive, reads its members as files of a folder, and removes what was unpacked. */
async function passArchive(
  pass: Pass,
  file: SourceFile,
  kind: ArchiveKind,
  within: Enclosing | null,
): Promise<boolean> {
  const { run } = pass;
  const stamp = `${String(file.bytes)} ${String(file.mtimeMs)}`;
  const unpacked = run.archives.get(file.place);
  if (unpacked?.stamp === stamp) {
    pass.total += unpacked.members;
    return true;
  }
  const depth = (within?.depth ?? 0) + 1;
  if (depth > ARCHIVE_LIMITS.depth) {
    saveArchive(
      run,
      file,
      "unsupported",
      "an archive in an archive in an archive: unpack it and open the folder",
    );
    return true;
  }
  const budget = within?.budget ?? createBudget(file.bytes, ARCHIVE_LIMITS);
  // A folder of this process alone: a worker that takes the import over may be at it before this one notices.
  const folder = `${unpackedFolder(run.home, run.importId)}/${String(process.pid)}-${String(depth)}`;
  removeFolder(folder);
  try {
    const { files, problems } = await unpackArchive(file, kind, folder, budget);
    const members = files.length + problems.length;
    pass.total += members;
    if (!run.isWatch) setTotal(pass);
    saveProblems(run, problems);
    pass.at += problems.length;
    for (const member of files) {
      if (run.done.has(member.place) && !run.isWatch) pass.at += 1;
      else if (!(await passFile(pass, member, null, { budget, depth }))) return false;
    }
    saveArchive(run, file, ...sayUnpacked(files, problems));
    run.archives.set(file.place, { stamp, members });
    return true;
  } finally {
    removeFolder(folder);
  }
}

function sayUnpacked(
  files: readonly SourceFile[],
  problems: readonly ArchiveProblem[],
): ["companion" | "unreadable", string] {
  if (files.length === 0 && problems.length > 0)
    return ["unreadable", "an archive of which nothing could be read"];
  const count = files.length === 1 ? "1 file" : `${String(files.length)} files`;
  const not = problems.length === 0 ? "" : `; ${String(problems.length)} of its members told as not read`;
  return ["companion", `an archive of ${count}, read like a folder${not}`];
}

/** The archive's own line comes last: it says that all members have theirs. */
function saveArchive(
  run: ImportRun,
  { place, relative, bytes }: SourceFile,
  status: "companion" | "unsupported" | "unreadable",
  reason: string,
): void {
  const nothing = { sha256: null, format: null, rollouts: [], warnings: [] };
  saveLines(run, [{ importId: run.importId, path: place, relative, bytes, status, reason, ...nothing }]);
}

function saveProblems(run: ImportRun, problems: readonly ArchiveProblem[]): void {
  const { importId } = run;
  const isNew = ({ place }: ArchiveProblem) => !run.done.has(place);
  const nothing = { bytes: 0, sha256: null, format: null, rollouts: [], warnings: [] };
  const lines = problems.filter(isNew).map(({ place: path, relative, message: reason }) => {
    return { importId, path, relative, status: "unreadable" as const, reason, ...nothing };
  });
  saveLines(run, lines);
}

function setTotal({ run, total }: Pass): void {
  if (run.filesTotal === total) return;
  run.filesTotal = total;
  run.db.transaction(() => {
    run.lease.confirm();
    updateImport(run.db, run.importId, { filesTotal: total });
  });
}
