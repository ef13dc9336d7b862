// What `playoff run` is asked for, from its arguments; nothing is begun yet.
import path from "node:path";
import type { z } from "zod";
import { checkTasks } from "@/lib/cli/check-tasks";
import { CommandError, UsageError, type CommandContext, type readArguments } from "@/lib/cli/command";
import { readConfig } from "@/lib/cli/run-config";
import { readSettings, settingOptions } from "@/lib/cli/run-settings";
import type { TaskReference } from "@/lib/domain/experiment";
import { describeSample, type LaunchRequest } from "@/lib/server/launch-experiment";
import { plainTaskSchema } from "@/lib/tasks/plain-task";

/** The options of `playoff run`. */
export const runOptions = {
  ...settingOptions,
  task: { type: "string", multiple: true },
  prompt: { type: "string" },
  test: { type: "string" },
  sample: { type: "boolean" },
  config: { type: "string" },
  title: { type: "string" },
  json: { type: "boolean" },
} as const;
export type RunValues = ReturnType<typeof readArguments<typeof runOptions>>["values"];

const NO_LAUNCH = "tournament-only launches no rollouts";

/**
 * The tasks, the title and the settings that are asked for.
 * @throws UsageError for flags that cannot be used, CommandError for tasks and configurations that cannot
 */
export function readRequest(
  values: RunValues,
  positionals: readonly string[],
  userFolder: CommandContext["env"]["userFolder"],
): LaunchRequest {
  if (values.title === "") throw new UsageError("--title: must be a text");
  const request = readSource(values, positionals, userFolder);
  checkTasks(request.tasks);
  return request;
}

function readSource(values: RunValues, positionals: readonly string[], userFolder: string): LaunchRequest {
  const { task, sample, config } = values;
  if ([task, sample, config].filter((source) => source !== undefined).length !== 1) {
    throw new UsageError("one of --task, --sample and --config is wanted");
  }
  if (config !== undefined) {
    refuseOwnTask(values, "--config");
    return readConfigured(values, positionals, path.resolve(userFolder, config));
  }
  if (values.preset === "tournament-only") {
    throw new UsageError(`--preset: ${NO_LAUNCH}, so its tasks come from a configuration, as { rollouts }`);
  }
  if (task === undefined) {
    refuseOwnTask(values, "--sample");
    return readSample(values, positionals);
  }
  // `--task A B C` reads like a list; the words after the first come as positional arguments.
  const tasks = readTasks([...task, ...positionals], values, userFolder);
  return { title: values.title ?? null, tasks, settings: readSettings(values) };
}

/** What is to be done in a folder is said of the folders of --task; elsewhere it would be left unread. */
function refuseOwnTask(values: RunValues, source: string): void {
  const flag = values.prompt !== undefined ? "--prompt" : values.test !== undefined ? "--test" : null;
  if (flag !== null) throw new UsageError(`${flag} goes with --task, not with ${source}`);
}

function readConfigured(values: RunValues, positionals: readonly string[], file: string): LaunchRequest {
  const [first] = positionals;
  if (first !== undefined) throw new UsageError(`"${first}" is not expected beside --config`);
  const config = readConfig(file);
  if (config.tasks.length === 0) throw new CommandError(`${file}: tasks: must name one or more.`);
  const launching = config.tasks.findIndex((task) => "path" in task);
  if ((values.preset ?? config.preset) === "tournament-only" && launching !== -1) {
    throw new CommandError(
      `${file}: tasks.${launching}: ${NO_LAUNCH}: name those that play, as { rollouts }.`,
    );
  }
  return {
    title: values.title ?? config.title,
    tasks: config.tasks,
    settings: readSettings(values, config),
  };
}

function readSample(values: RunValues, positionals: readonly string[]): LaunchRequest {
  const [size, ...others] = positionals;
  if ((size !== undefined && size !== "full") || others.length > 0) {
    throw new UsageError(`--sample is followed by nothing or by full, not by "${positionals.join(" ")}"`);
  }
  // They lie beside the code, wherever the command was typed.
  const { title, tasks } = describeSample(size === "full");
  return { title: values.title ?? title, tasks, settings: readSettings(values) };
}

function readTasks(folders: readonly string[], values: RunValues, userFolder: string): TaskReference[] {
  if (values.prompt === undefined && values.test !== undefined) {
    throw new UsageError("--test goes with --prompt");
  }
  const { shape } = plainTaskSchema;
  const own = {
    ...(values.prompt !== undefined && { prompt: readFlag("--prompt", shape.prompt, values.prompt) }),
    ...(values.test !== undefined && { test: readFlag("--test", shape.test.unwrap(), values.test) }),
  };
  return folders.map((folder) => ({
    path: path.resolve(userFolder, readFlag("--task", shape.path, folder)),
    ...own,
  }));
}

function readFlag(flag: string, schema: z.ZodType<string>, text: string): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${flag}: ${parsed.error.issues[0]?.message ?? "cannot be used"}`);
}
