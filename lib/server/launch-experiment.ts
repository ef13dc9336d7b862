// Starting an experiment: its tasks are read and checked, the sandbox is tried, the intent is written. A worker does
// the rest.
import "server-only";
import path from "node:path";
import type { Db } from "@/db/client";
import { insertExperiment, type RunInput } from "@/db/queries/experiments";
import { getRollout } from "@/db/queries/rollouts";
import { getTask, upsertTask } from "@/db/queries/tasks";
import { paperSettings, type ExperimentSettings, type TaskReference } from "@/lib/domain/experiment";
import { instanceTaskId } from "@/lib/domain/task-id";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { estimateExperiment } from "@/lib/server/estimate-experiment";
import { newId } from "@/lib/server/ids";
import { listBuiltInTasks, sampleTaskNames } from "@/lib/tasks/built-in";
import { loadTask } from "@/lib/tasks/load-task";
import { TaskError, type TaskSource } from "@/lib/tasks/task-source";

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
  const wanted = await Promise.all(request.tasks.map((task) => readRun(db, task)));
  const id = newId("x");
  db.transaction(() => {
    for (const { task } of wanted) if (task) upsertTask(db, task);
    insert(db, {
      id,
      title: request.title ?? nameAfter(wanted.map(({ name }) => name)),
      origin: "run",
      settings,
      estimate: estimateExperiment(db, settings, wanted),
      runs: wanted.map(({ run }) => run),
    });
  });
  return id;
}

/**
 * Starts the sample experiment: six built-in tasks, or all of them, under the paper's settings.
 * @throws LaunchError when commands cannot be isolated here
 */
export function launchSample(
  db: Db,
  changes: Partial<ExperimentSettings> = {},
  full = false,
): Promise<string> {
  return launchExperiment(db, sampleRequest(changes, full));
}

/** What the sample experiment asks for. */
export function sampleRequest(changes: Partial<ExperimentSettings>, full: boolean): LaunchRequest {
  // Not by the place of this file, which the web server's build moves.
  const tasks = listBuiltInTasks(path.join(process.cwd(), "tasks"));
  const chosen = full ? tasks : tasks.filter(({ name }) => sampleTaskNames.some((sample) => sample === name));
  return {
    title: full ? "All built-in tasks" : "Sample: six built-in tasks",
    tasks: chosen.map(({ folder }) => ({ path: folder })),
    settings: { ...paperSettings, ...changes },
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
}

async function readRun(db: Db, reference: TaskReference): Promise<WantedRun> {
  if ("rollouts" in reference) return readGiven(db, reference.rollouts);
  const source = await load(reference);
  if (source.needs) throw new LaunchError(source.needs.reason);
  const id = instanceTaskId(source.name, null);
  return {
    run: { taskId: id, source: reference, checksum: source.checksum },
    task: { id, source: null, instanceId: source.name, title: source.name, statement: source.instruction },
    name: source.name,
    given: 0,
  };
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

function readGiven(db: Db, ids: readonly string[]): WantedRun {
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
  };
}

function nameAfter(names: readonly string[]): string {
  const [first = "", ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
