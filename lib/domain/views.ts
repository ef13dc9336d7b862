// What screens are given: plain rows, narrow where there are many. Queries make them, components draw them.
import type { ChangeTopic, FileStatus, ImportOrigin, RunStatus } from "@/lib/domain/status";
import type { TournamentGroup, TournamentSettings } from "@/lib/domain/tournament";
import type { Relation, StepKind } from "@/lib/domain/trajectory";

/** A task with how its attempts ended. Sub-agents and continuations are not attempts. */
export interface TaskListItem {
  id: string;
  source: string | null;
  instanceId: string | null;
  title: string;
  rollouts: number;
  resolved: number;
  unresolved: number;
  unknown: number;
  /** "agent · model" of each population in it. */
  agents: string[];
  /** The champion of the newest finished tournament. */
  champion: { tournamentId: string; rolloutId: string; number: number; resolved: boolean | null } | null;
}

/** The values that occur in the columns of the list of tasks; null where some are unknown. */
export interface TaskFacets {
  source: (string | null)[];
  agent: (string | null)[];
  model: (string | null)[];
}

/** How one attempt ended: a cell of its task's strip or of the grid. */
export interface AttemptOutcome {
  taskId: string;
  rolloutId: string;
  number: number;
  agent: string | null;
  model: string | null;
  label: string | null;
  resolved: boolean | null;
  steps: number;
  graderAccess: number;
}

/** A line of an import's report: what became of one file. */
export interface ImportFileItem {
  id: number;
  relative: string;
  bytes: number;
  status: FileStatus;
  format: string | null;
  reason: string | null;
  warnings: { place: string | null; message: string }[];
  /** Its rollouts that are in the database. */
  rollouts: { id: string; number: number; taskId: string; taskTitle: string }[];
}

/** A rollout without its patch and steps: what lists show. */
export interface RolloutListItem {
  id: string;
  taskId: string;
  importId: string;
  number: number;
  path: string;
  format: string;
  formatVersion: string | null;
  agent: string | null;
  agentVersion: string | null;
  model: string | null;
  label: string | null;
  exitStatus: string | null;
  resolved: boolean | null;
  reward: number | null;
  steps: number;
  entries: number;
  actions: number;
  observations: number;
  patchFiles: number | null;
  patchAdded: number | null;
  patchRemoved: number | null;
  costUsd: number | null;
  inputTokens: number | null;
  outputTokens: number | null;
  cachedTokens: number | null;
  startedAt: string | null;
  finishedAt: string | null;
  graderAccess: number;
  relation: Relation | null;
  parentFile: string | null;
}

/** A line of the list of rollouts. */
export interface RolloutLine extends RolloutListItem {
  taskTitle: string;
  importTitle: string;
  importOrigin: ImportOrigin;
  /** When it was imported, Unix ms. */
  createdAt: number;
}

/** A rollout that is picked in a list, in sight or not. */
export type PickedRollout = Pick<RolloutLine, "id" | "taskId" | "number">;

/** A list's filters, sort and columns under a name. */
export interface SavedView {
  id: string;
  /** The list's path: "/rollouts". */
  page: string;
  name: string;
  /** The query string, without "?". */
  query: string;
}

/** The values that occur in the columns of a list; null where some rollout's is unknown. */
export interface RolloutFacets {
  agent: (string | null)[];
  model: (string | null)[];
  label: (string | null)[];
  format: (string | null)[];
  exit: (string | null)[];
  import: { id: string; title: string; createdAt: number }[];
}

/** A line of the reader's outline. Marks: edit, test, test-failed, error, submit, grader. */
export interface OutlineItem {
  number: number;
  kind: StepKind;
  preview: string;
  marks: string[];
}

/** A candidate as the views name it. The verdict is for the reader; the judge never sees it. */
export interface TournamentCandidateView {
  id: string;
  number: number;
  agent: string | null;
  model: string | null;
  label: string | null;
  resolved: boolean | null;
  reward: number | null;
  steps: number;
  costUsd: number | null;
  patchFiles: number | null;
  patchAdded: number | null;
  patchRemoved: number | null;
  graderAccess: number;
  /** The task to which it was moved after it had entered; null: it is where it was. */
  movedTo: { id: string; title: string } | null;
}

/** A tournament with everything its page draws, summaries apart. */
export interface TournamentView {
  id: string;
  task: { id: string; title: string; instanceId: string | null };
  settings: TournamentSettings;
  status: RunStatus;
  champion: string | null;
  survivors: string[] | null;
  error: string | null;
  cancelRequested: boolean;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  /** The iteration of an experiment that it was played for; null for one of its own. */
  playedFor: RunIteration | null;
  candidates: TournamentCandidateView[];
  groups: TournamentGroup[];
}

/** Where in which experiment. */
export interface RunIteration {
  experimentId: string;
  experimentTitle: string;
  /** Of the run within the experiment, from 0. */
  position: number;
  iteration: number;
}

/** A line in a list of tournaments. */
export interface TournamentListItem {
  id: string;
  taskId: string;
  taskTitle: string;
  settings: TournamentSettings;
  status: RunStatus;
  champion: string | null;
  championNumber: number | null;
  championResolved: boolean | null;
  createdAt: number;
  finishedAt: number | null;
  /** The run of an experiment that it belongs to; null for one of its own. */
  runId: string | null;
  /** How many play. */
  candidates: number;
}

/** An import with its counts so far. */
export interface ImportView {
  id: string;
  title: string;
  paths: string[];
  origin: ImportOrigin;
  watch: boolean;
  status: RunStatus;
  /** What a person says all its rollouts belong to (a task's id or name) and are called; null: what the logs say. */
  setTask: string | null;
  setLabel: string | null;
  /** Null until the folders have been walked. */
  filesTotal: number | null;
  filesDone: number;
  error: string | null;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  counts: Record<FileStatus, number>;
  rollouts: number;
  warnings: number;
  /** Files of which something was guessed, and said so in a warning. */
  guessed: number;
}

/** A message of the change feed: something about the subject changed; ask for it again. */
export interface ChangeMessage {
  id: number;
  topic: ChangeTopic;
  subject: string;
}
