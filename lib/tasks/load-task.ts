// The one way in: from what a person names to a task.
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { loadHarborTask } from "@/lib/tasks/harbor-task";
import { loadPlainTask, type PlainTask } from "@/lib/tasks/plain-task";
import { TaskError, type TaskSource } from "@/lib/tasks/task-source";

/**
 * Reads a task: a Harbor task folder, or a folder with a prompt; nothing is copied yet (see `prepareTask`).
 * @throws TaskError when it cannot be read: one sentence
 */
export async function loadTask(reference: string | PlainTask): Promise<TaskSource> {
  if (typeof reference !== "string") return loadPlainTask(reference);
  const status = await stat(reference).catch(() => null);
  if (status?.isDirectory() !== true) throw new TaskError(`There is no folder ${reference}. Check the path.`);
  if (existsSync(join(reference, "task.toml"))) return loadHarborTask(reference);
  throw new TaskError(
    `${reference} has no task.toml. Name a Harbor task folder, or give a prompt with the folder: { path, prompt, test }.`,
  );
}
