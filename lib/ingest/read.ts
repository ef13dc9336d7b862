// Ingest's border to the disk (with the files in read/, which it alone uses): files in, readings out. One file's
// trouble is that file's result and stops nothing else.
import { parsedRolloutSchema, type ParsedRollout } from "@/lib/domain/trajectory";
import { companionByContent, companionByPath } from "@/lib/ingest/companion-file";
import { diskNearby, type DiskNearby } from "@/lib/ingest/read/disk-nearby";
import { FormatError, type LogFormat } from "@/lib/ingest/format";
import { detectFormat } from "@/lib/ingest/formats";
import { isBinary, whyNotRead } from "@/lib/ingest/read/irrelevant-file";
import type { ByteSource, ReadableLogFile } from "@/lib/ingest/log-file";
import { readReportFile, readTableFile, type OutcomeFile } from "@/lib/ingest/outcome-file";
import { openLogFile } from "@/lib/ingest/read/open-log-file";
import { describeUnsupported } from "@/lib/ingest/unsupported-file";
import { sayError, type SourceFile } from "@/lib/ingest/read/walk";

export { archiveKind, type ArchiveKind } from "@/lib/ingest/read/archive/kind";
export { ARCHIVE_LIMITS, createBudget, type ArchiveBudget } from "@/lib/ingest/read/archive/limits";
export type { ArchiveProblem } from "@/lib/ingest/read/archive/member-writer";
export { unpackArchive } from "@/lib/ingest/read/archive/unpack";
export { diskNearby, stampReader, type DiskNearby, type Listings } from "@/lib/ingest/read/disk-nearby";
export { walkPaths, type SourceFile, type Walk, type WalkProblem } from "@/lib/ingest/read/walk";

/** Bytes that are kept as they are. */
export interface KeptFile {
  /** Relative to the import's root. */
  path: string;
  sha256: string;
  source: ByteSource;
}

/** What became of one file without rollouts. Reasons are sentences for the import report. */
export type NoRollouts =
  | { kind: "companion"; reason: string }
  | { kind: "outcomes"; reason: string; outcomes: OutcomeFile }
  | { kind: "unsupported"; reason: string }
  | { kind: "unreadable"; format: string | null; reason: string };

/** A file that a format has recognised; its rollouts are read while they are taken. */
export interface OpenedLog {
  kind: "rollouts";
  /** The format's id. */
  format: string;
  why: string;
  log: KeptFile;
  /** One by one, so that a file of many rows needs the memory of one. @throws UnreadableError when it breaks off */
  rollouts: AsyncIterable<ParsedRollout>;
  /** The files that the format looked at beside the log so far. */
  companions(): KeptFile[];
}

/** What became of one file, with all its rollouts. */
export type FileReading =
  | { kind: "rollouts"; format: string; why: string; rollouts: ParsedRollout[]; companions: KeptFile[] }
  | NoRollouts;

/** A recognised file whose rollouts could not all be read. The message is a sentence for the report. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";
}

/**
 * Opens one file of an import and recognises it. Never throws for what a file holds, is or lacks. What is looked at
 * around the file is noted in `nearby`.
 */
export async function openSourceFile(
  file: SourceFile,
  nearby: DiskNearby = diskNearby(file.root),
): Promise<OpenedLog | NoRollouts> {
  let format: LogFormat | null = null;
  try {
    const early = readByName(file);
    if (early !== null) return early;
    const log = await openLogFile(file);
    if (log.size === 0) return { kind: "unsupported", reason: "the file is empty" };
    if (log.zip === null && isBinary(log.source.read(0, 8192)))
      return { kind: "unsupported", reason: "a binary file, or text that is not UTF-8" };
    const detected = detectFormat(log, nearby);
    if (detected === null) return readOther(log, nearby);
    format = detected.format;
    return {
      kind: "rollouts",
      format: format.id,
      why: detected.why,
      log: keep(log),
      rollouts: readRollouts(file, log, nearby, detected.format),
      companions: () =>
        nearby
          .companions()
          .filter((other) => other.path !== log.path)
          .map(keep),
    };
  } catch (error) {
    return { kind: "unreadable", format: format?.id ?? null, reason: sayUnreadable(file, format, error) };
  }
}

/** Reads one file whole. Never throws for what a file holds, is or lacks. */
export async function readSourceFile(file: SourceFile): Promise<FileReading> {
  const opened = await openSourceFile(file);
  if (opened.kind !== "rollouts") return opened;
  const { format, why } = opened;
  try {
    const rollouts = await Array.fromAsync(opened.rollouts);
    return { kind: "rollouts", format, why, rollouts, companions: opened.companions() };
  } catch (error) {
    if (error instanceof UnreadableError) return { kind: "unreadable", format, reason: error.message };
    throw error;
  }
}

function keep({ path, sha256, source }: ReadableLogFile): KeptFile {
  return { path, sha256, source };
}

function readByName(file: SourceFile): NoRollouts | null {
  const companion = companionByPath(file.relative);
  if (companion !== null && file.bytes > 0) return { kind: "companion", reason: companion };
  const reason = whyNotRead(file.relative, file.bytes);
  return reason === null ? null : { kind: "unsupported", reason };
}

function readOther(log: ReadableLogFile, nearby: DiskNearby): NoRollouts {
  const report = readReportFile(log);
  if (report !== null) return { kind: "outcomes", reason: report.source, outcomes: report };
  const companion = companionByContent(log, nearby);
  if (companion !== null) return { kind: "companion", reason: companion };
  const table = readTableFile(log);
  if (table !== null) return { kind: "outcomes", reason: table.source, outcomes: table };
  return { kind: "unsupported", reason: describeUnsupported(log) };
}

/** The rollouts, checked; what was odd about the file's JSON is told with the first. */
async function* readRollouts(
  file: SourceFile,
  log: ReadableLogFile,
  nearby: DiskNearby,
  format: LogFormat,
): AsyncGenerator<ParsedRollout> {
  let told = 0;
  try {
    for await (const parsed of format.parse(log, nearby)) {
      const oddities = log.oddities().slice(told);
      told += oddities.length;
      const warnings = oddities.map((message) => ({ place: null, message }));
      yield checkRollout({ ...parsed, warnings: [...warnings, ...parsed.warnings] });
    }
  } catch (error) {
    throw new UnreadableError(sayUnreadable(file, format, error), { cause: error });
  }
}

function checkRollout(rollout: ParsedRollout): ParsedRollout {
  const checked = parsedRolloutSchema.safeParse(rollout);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const place = issue === undefined ? null : `/${issue.path.map(String).join("/")}`;
  throw new FormatError(`a value of an unexpected type: ${issue?.message ?? "unknown"}`, place);
}

function sayUnreadable(file: SourceFile, format: LogFormat | null, error: unknown): string {
  const place = error instanceof FormatError && error.place !== null ? ` at ${error.place || "its top"}` : "";
  const said = error instanceof RangeError ? "nested too deeply or too large to be read" : sayError(error);
  const what = format === null ? "" : `as ${format.title} `;
  return `${file.relative} cannot be read ${what}${place.trim()}: ${said}`.replace(/ +:/, ":");
}
