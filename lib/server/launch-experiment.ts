// Starting an experiment: its tasks are read and checked, the sandbox is tried, the intent is written. A worker does
// the rest.
import "server-only";
import path from "node:path";
import type { Db } from "@/db/client";
import { insertExperiment, type RunInput } from "@/db/queries/experiments";
import { getRollout } from "@/db/queries/rollouts";
import { getTask, restateTask, type upsertTask } from "@/db/queries/tasks";
import {
  paperSettings,
  type Estimate,
  type ExperimentSettings,
  type TaskReference,
} from "@/lib/domain/experiment";
import { instanceTaskId } from "@/lib/domain/task-id";
import { maskSecrets } from "@/lib/domain/secrets/mask";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { estimateExperiment } from "@/lib/server/estimate-experiment";
import { newId } from "@/lib/server/ids";
import { listBuiltInTasks, sampleTaskNames } from "@/lib/tasks/built-in";
import { loadTask } from "@/lib/tasks/load-task";
import { cutLine } from "@/lib/utils/cut-line";
import { TaskError, type TaskSource } from "@/lib/tasks/task-source";

/** Characters of a prompt in the title of its task. */
const MOST_OF_PROMPT = 60;

/** An experiment cannot be started; the message is one sentence for a person. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
}

export interface LaunchRequest {
  /** For lists; null: named after its tasks. */
  title: string | null;
  tasks: readonly TaskReference[];
  settings: ExperimentSettings;
}

/**
 * Writes the intent of an experiment.
 * @param insert what writes it; a command that carries it out itself takes its lease at once
 * @returns the experiment's id
 * @throws LaunchError when a task cannot be used or commands cannot be isolated here
 */
export async function launchExperiment(
  db: Db,
  request: LaunchRequest,
  insert: typeof insertExperiment = insertExperiment,
): Promise<string> {
  const { settings } = request;
  if (request.tasks.length === 0) throw new LaunchError("An experiment needs at least one task.");
  if (request.tasks.some((task) => "path" in task)) await checkSandbox(settings.unsafe);
  const wanted = await Promise.all(request.tasks.map((task) => readRun(db, task, settings)));
  const id = newId("x");
  db.transaction(() => {
    for (const { task } of wanted) if (task) restateTask(db, task);
    insert(db, {
      id,
      title: request.title ?? nameAfter(wanted.map(({ name }) => name)),
      origin: "run",
      settings,
      estimate: withNotes(estimateExperiment(db, settings, wanted), wanted),
      runs: wanted.map(({ run }) => run),
    });
  });
  return id;
}

function withNotes(estimate: Estimate, wanted: readonly WantedRun[]): Estimate {
  const notes = [...new Set(wanted.flatMap((each) => each.notes))];
  return notes.length === 0 ? estimate : { ...estimate, notes };
}

/**
 * Starts the sample experiment: six built-in tasks under the paper's settings.
 * @throws LaunchError when commands cannot be isolated here
 */
export function launchSample(db: Db): Promise<string> {
  // Not by the place of this file, which the web server's build moves.
  const { title, tasks } = describeSample(false, path.join(process.cwd(), "tasks"));
  return launchExperiment(db, { title, tasks, settings: paperSettings });
}

/**
 * The title and the tasks of the sample experiment.
 * @param isFull all built-in tasks instead of six
 * @param folder that the built-in tasks lie in; without it, beside the code
 */
export function describeSample(isFull: boolean, folder?: string): Pick<LaunchRequest, "title" | "tasks"> {
  const tasks = listBuiltInTasks(folder);
  const chosen = isFull
    ? tasks
    : tasks.filter(({ name }) => sampleTaskNames.some((sample) => sample === name));
  return {
    title: isFull ? "All built-in tasks" : "Sample: six built-in tasks",
    tasks: chosen.map((task) => ({ path: task.folder })),
  };
}

async function checkSandbox(unsafe: boolean): Promise<void> {
  const choice = await chooseSandbox(unsafe);
  if ("missing" in choice) throw new LaunchError(choice.missing);
}

interface WantedRun {
  run: RunInput;
  /** The task's row to be written; null when it is there. */
  task: Parameters<typeof upsertTask>[1] | null;
  name: string;
  /** Rollouts that are there already. */
  given: number;
  /** What of the task will not be as it is elsewhere; sentences for a person. */
  notes: readonly string[];
}

async function readRun(db: Db, reference: TaskReference, settings: ExperimentSettings): Promise<WantedRun> {
  if ("rollouts" in reference) return readGiven(db, reference.rollouts, settings);
  const source = await load(reference);
  if (source.needs) throw new LaunchError(source.needs.reason);
  const id = instanceTaskId(source.name, null);
  const title = reference.prompt === undefined ? source.name : titlePlainTask(source);
  return {
    run: { taskId: id, source: reference, checksum: source.checksum },
    task: { id, source: null, instanceId: source.name, title, statement: source.instruction },
    name: title,
    given: 0,
    notes: source.notes,
  };
}

/** "my-repo: Fix the parser of dates": the folder alone would not tell two prompts apart. */
function titlePlainTask({ folder, instruction }: TaskSource): string {
  const [line = ""] = instruction.trim().split("\n");
  return maskSecrets(`${path.basename(folder)}: ${cutLine(line, MOST_OF_PROMPT)}`);
}

async function load({
  path: folder,
  prompt,
  test,
}: Extract<TaskReference, { path: string }>): Promise<TaskSource> {
  try {
    return await loadTask(prompt === undefined ? folder : { path: folder, prompt, ...(test && { test }) });
  } catch (error) {
    if (error instanceof TaskError) throw new LaunchError(error.message, { cause: error });
    throw error;
  }
}

function readGiven(db: Db, ids: readonly string[], settings: ExperimentSettings): WantedRun {
  if (settings.iterations > 1)
    throw new LaunchError(
      "Rollouts that are there already only play a tournament: use one iteration (-t 1).",
    );
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new LaunchError(`Rollout ${twice} is named twice; name it once.`);
  const tasks = ids.map((id) => {
    const rollout = getRollout(db, id);
    if (!rollout) throw new LaunchError(`There is no rollout ${id}; import its log first.`);
    return rollout.taskId;
  });
  const [taskId = "", ...others] = new Set(tasks);
  if (others.length > 0) throw new LaunchError("The rollouts of one run must be attempts at one task.");
  return {
    run: { taskId, source: { rollouts: [...ids] }, checksum: null },
    task: null,
    name: getTask(db, taskId)?.title ?? taskId,
    given: ids.length,
    notes: [],
  };
}

function nameAfter(names: readonly string[]): string {
  const [first = "", ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
