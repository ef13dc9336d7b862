// The tasks of an experiment are looked at before anything is begun.
import { existsSync, realpathSync, statSync } from "node:fs";
import path from "node:path";
import { CommandError } from "@/lib/cli/command";
import type { TaskReference } from "@/lib/domain/experiment";

type FolderTask = Extract<TaskReference, { path: string }>;

/**
 * Sees that folders are there and say what is to be done, and that no task is there twice: it would be played twice.
 * @throws CommandError with one sentence on the first that cannot be used
 */
export function checkTasks(tasks: readonly TaskReference[]): void {
  const seen = new Set<string>();
  for (const task of tasks) {
    if ("path" in task) checkFolder(task);
    const identity = identify(task);
    if (seen.has(identity)) throw new CommandError(sayTwice(task));
    seen.add(identity);
  }
}

function checkFolder({ path: folder, prompt }: FolderTask): void {
  const status = statSync(folder, { throwIfNoEntry: false });
  if (status === undefined) throw new CommandError(`There is no folder ${folder}. Check the path.`);
  if (!status.isDirectory()) throw new CommandError(`${folder} is a file: a task is a folder.`);
  if (prompt === undefined && !existsSync(path.join(folder, "task.toml"))) {
    throw new CommandError(
      `${folder} has no task.toml: name a task folder in Harbor's format, or say what is to be done by --prompt.`,
    );
  }
}

/** The same text for the same task, however its folder is written and in whatever order its rollouts are. */
function identify(task: TaskReference): string {
  return JSON.stringify(
    "path" in task
      ? [realpathSync(task.path), task.prompt ?? null, task.test ?? null]
      : { rollouts: task.rollouts.toSorted() },
  );
}

function sayTwice(task: TaskReference): string {
  return "path" in task
    ? `${task.path} is given twice as the same task.`
    : `The rollouts ${task.rollouts.join(", ")} are given twice.`;
}
