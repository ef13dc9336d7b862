// The tasks that come with Playoff: folders below tasks/ at the top of the repository, in Harbor's format.
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** One task of each kind of program: a parser, dates, a cache, text, a graph, money. Not chosen by results. */
export const sampleTaskNames = [
  "csv-fields",
  "date-span",
  "ttl-cache",
  "wrap-text",
  "route-graph",
  "tax-invoice",
] as const;

export interface BuiltInTask {
  /** The folder's name: "money-split". */
  name: string;
  /** Absolute path, for `loadTask`. */
  folder: string;
}

/** All built-in tasks, sorted by name. */
export function listBuiltInTasks(tasks = resolve(import.meta.dirname, "../../tasks")): BuiltInTask[] {
  return readdirSync(tasks)
    .filter((name) => existsSync(join(tasks, name, "task.toml")))
    .sort()
    .map((name) => ({ name, folder: join(tasks, name) }));
}
