// What screens and the command line are given of experiments.
import type { Estimate, ExperimentOrigin, ExperimentSettings, TaskReference } from "@/lib/domain/experiment";
import type { RunStatus } from "@/lib/domain/status";

/** A line of the list of experiments. */
export interface ExperimentListItem {
  id: string;
  title: string;
  origin: ExperimentOrigin;
  status: RunStatus;
  settings: ExperimentSettings;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  workedMs: number;
  runs: number;
  runsFinished: number;
  /** Rollouts that are there, of those that are planned. */
  rollouts: number;
  rolloutsPlanned: number;
  /** Champions by verdict. */
  champions: { resolved: number; unresolved: number; unknown: number };
}

/** One place of a population. */
export interface AttemptView {
  iteration: number;
  index: number;
  /** "r7" within its task, also before the rollout is there. */
  number: number;
  status: RunStatus;
  rolloutId: string | null;
  contextId: string | null;
  /** Agent steps so far. */
  steps: number;
  doing: string | null;
  error: string | null;
  startedAt: number | null;
  finishedAt: number | null;
  resolved: boolean | null;
  reward: number | null;
  exitStatus: string | null;
  patchFiles: number | null;
  patchAdded: number | null;
  patchRemoved: number | null;
  graderAccess: number;
}

/** A refinement context without its text. */
export interface ContextView {
  id: string;
  /** Rollout ids in the order shown. */
  parents: string[];
  characters: number;
}

/** The tournament of an iteration, folded. */
export interface IterationTournamentView {
  id: string;
  status: RunStatus;
  keep: number;
  champion: string | null;
  survivors: string[] | null;
  votes: number;
  groups: number;
  groupsDecided: number;
}

export interface IterationView {
  iteration: number;
  attempts: AttemptView[];
  /** The contexts that its rollouts were given. */
  contexts: ContextView[];
  tournament: IterationTournamentView | null;
}

export interface RunView {
  id: string;
  position: number;
  task: { id: string; title: string };
  source: TaskReference;
  status: RunStatus;
  error: string | null;
  champion: string | null;
  championNumber: number | null;
  championResolved: boolean | null;
  startedAt: number | null;
  finishedAt: number | null;
  iterations: IterationView[];
}

/** A rollout by the name that it has on screen; `rolloutId` is null before it is there. */
export interface NamedRollout {
  number: number;
  rolloutId: string | null;
}

/** Where in an experiment a rollout stands: what it was given, and to whom its summary was given. */
export interface RolloutPlace {
  experimentId: string;
  experimentTitle: string;
  /** Of the run within the experiment, from 0. */
  position: number;
  iteration: number;
  index: number;
  isChampion: boolean;
  contextId: string | null;
  /** In the order shown. */
  parents: NamedRollout[];
  children: NamedRollout[];
}

/** What the hidden tests said of a rollout that was made here. */
export interface VerificationView {
  resolved: boolean | null;
  reward: number | null;
  exitCode: number | null;
  output: string;
  durationMs: number;
  note: string | null;
}

export interface ExperimentView {
  id: string;
  title: string;
  origin: ExperimentOrigin;
  status: RunStatus;
  settings: ExperimentSettings;
  estimate: Estimate | null;
  error: string | null;
  /** Why it ended before all was done. */
  note: string | null;
  cancelRequested: boolean;
  sandbox: string | null;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  workedMs: number;
  runs: RunView[];
}
