// The one way in: from what a person names to a task.
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { loadHarborTask } from "@/lib/tasks/harbor-task";
import { loadPlainTask, plainTaskSchema } from "@/lib/tasks/plain-task";
import { TaskError, type TaskSource } from "@/lib/tasks/task-source";

/** How a task is named in a configuration: a Harbor task folder, or a folder with a prompt. */
export const taskReferenceSchema = z.union([z.string().min(1), plainTaskSchema]);
export type TaskReference = z.infer<typeof taskReferenceSchema>;

/**
 * Reads a task; nothing is copied yet (see `prepareTask`).
 * @throws TaskError when it cannot be read: one sentence
 */
export async function loadTask(reference: TaskReference): Promise<TaskSource> {
  if (typeof reference !== "string") return loadPlainTask(reference);
  const status = await stat(reference).catch(() => null);
  if (status?.isDirectory() !== true) throw new TaskError(`There is no folder ${reference}. Check the path.`);
  if (existsSync(join(reference, "task.toml"))) return loadHarborTask(reference);
  throw new TaskError(
    `${reference} has no task.toml. Name a Harbor task folder, or give a prompt with the folder: { path, prompt, test }.`,
  );
}
