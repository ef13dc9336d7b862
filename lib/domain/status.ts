// Life cycles that screens, tables and the worker share.

/** Of an import, a tournament, an experiment, a run, an attempt. */
export type RunStatus = "queued" | "running" | "finished" | "failed" | "cancelled";

/** What became of one file of an import. */
export type FileStatus = "rollouts" | "outcomes" | "companion" | "unsupported" | "unreadable";

/** Which files of an import's report are shown. "guessed": something of them was guessed, and said so. */
export const reportShows = [
  "rollouts",
  "outcomes",
  "companion",
  "unsupported",
  "unreadable",
  "guessed",
  "warnings",
] as const satisfies (FileStatus | "guessed" | "warnings")[];
export type ReportShow = (typeof reportShows)[number];

/** Readers call what they guess by this word, in the warning that tells it (docs/add-a-format.md). */
export const GUESS_WORD = "heuristic";

/** How the files of an import came; "experiment": its rollouts were made here. */
export type ImportOrigin = "paths" | "upload" | "api" | "stdin" | "experiment";

/** What a message of the change feed is about. The subject of "rollouts" and "search" is always "all". */
export type ChangeTopic = "import" | "tournament" | "experiment" | "rollouts" | "search";
export const CHANGE_TOPICS = [
  "import",
  "tournament",
  "experiment",
  "rollouts",
  "search",
] as const satisfies ChangeTopic[];

/** A file or folder that was looked at beside a log: as it was then, or null when it was not there. */
export interface LookedAt {
  /** Absolute. */
  path: string;
  found: { bytes: number; mtimeMs: number } | null;
}

/** True while something may still change by itself. */
export function isUnfinished(status: RunStatus): boolean {
  return status === "queued" || status === "running";
}

/** How the life cycle is told on screen: tone and word. Finished says nothing about the verdict, so it is neutral. */
export function describeStatus(status: RunStatus): {
  tone: "unknown" | "accent" | "bad" | "warning";
  label: RunStatus;
} {
  switch (status) {
    case "queued":
    case "finished":
      return { tone: "unknown", label: status };
    case "running":
      return { tone: "accent", label: status };
    case "failed":
      return { tone: "bad", label: status };
    case "cancelled":
      return { tone: "warning", label: status };
  }
}
