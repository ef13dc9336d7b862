// Runs an experiment in this process, so that the answer is there when the command ends.
import path from "node:path";
import type { Db } from "@/db/client";
import { insertExperiment } from "@/db/queries/experiments";
import { takeLease } from "@/db/queries/leases";
import { carryOutExperiment } from "@/lib/cli/carry-out-experiment";
import {
  CommandError,
  readArguments,
  UsageError,
  type Command,
  type CommandContext,
} from "@/lib/cli/command";
import { formatExperiment } from "@/lib/cli/experiment-text";
import { count, writeJson } from "@/lib/cli/output";
import { readConfig, type RunConfig } from "@/lib/cli/run-config";
import { readSettings, settingOptions } from "@/lib/cli/run-settings";
import { withDatabase } from "@/lib/cli/with-database";
import type { Estimate, TaskReference } from "@/lib/domain/experiment";
import { reportExperiment } from "@/lib/domain/experiment-report";
import {
  launchExperiment,
  LaunchError,
  sampleRequest,
  type LaunchRequest,
} from "@/lib/server/launch-experiment";
import { createOwner } from "@/lib/worker/owner";

const options = {
  ...settingOptions,
  task: { type: "string", multiple: true },
  prompt: { type: "string" },
  test: { type: "string" },
  sample: { type: "boolean" },
  config: { type: "string" },
  title: { type: "string" },
  json: { type: "boolean" },
} as const;

export const run: Command = {
  name: "run",
  usage:
    "run (--task PATH... | --sample [full] | --config FILE) [--agent repair] [--judge rules] [--summarizer rules] " +
    "[-n 16] [-t 2] [-k 4] [-g 2] [-v 8] [--variant none|single|random-k|select-k] [--seed 0] " +
    "[--preset paper|quick] [--max-minutes M] [--max-rollouts R] [--max-steps S] [--concurrency C] " +
    "[--prompt TEXT] [--test COMMAND] [--title TEXT] [--unsafe] [--json]",
  summary:
    "Run an experiment: rollouts, summaries, a tournament, refined rollouts, a tournament. With --prompt, a task is " +
    "any folder or git repository.",
  run(args, context) {
    const { values, positionals } = readArguments(args, options);
    const request = readRequest(values, positionals, context);
    return withDatabase(context, async (db) => {
      const owner = createOwner();
      const id = await launch(db, request, owner, context);
      const view = await carryOutExperiment(db, id, context, owner);
      if (values.json) writeJson(context, reportExperiment(view));
      else context.out(formatExperiment(view));
      return 0;
    });
  },
};

type Values = ReturnType<typeof readArguments<typeof options>>["values"];

function readRequest(values: Values, positionals: readonly string[], context: CommandContext): LaunchRequest {
  const sources = [values.task, values.sample, values.config].filter((source) => source !== undefined);
  if (sources.length !== 1) throw new UsageError("one of --task, --sample and --config is wanted");
  if (values.sample) return readSample(values, positionals);
  const { tasks, config } = readTasks(values, positionals, context);
  return { title: values.title ?? config?.title ?? null, tasks, settings: readSettings(values, config) };
}

function readSample(values: Values, positionals: readonly string[]): LaunchRequest {
  const [size, ...others] = positionals;
  if ((size !== undefined && size !== "full") || others.length > 0) {
    throw new UsageError(`--sample is followed by nothing or by full, not by "${positionals.join(" ")}"`);
  }
  const request = sampleRequest({}, size === "full");
  return { ...request, title: values.title ?? request.title, settings: readSettings(values) };
}

function readTasks(
  values: Values,
  positionals: readonly string[],
  { env }: CommandContext,
): { tasks: TaskReference[]; config: RunConfig | null } {
  const resolve = (given: string) => path.resolve(env.userFolder, given);
  if (values.config !== undefined) {
    const [first] = positionals;
    if (first !== undefined) throw new UsageError(`"${first}" is not expected beside --config`);
    const read = readConfig(resolve(values.config));
    if (read.tasks.length === 0) throw new UsageError(`${values.config} names no tasks`);
    return { tasks: read.tasks, config: read };
  }
  // `--task A B C` reads like a list; the words after the first come as positional arguments.
  const given = [...(values.task ?? []), ...positionals];
  const { prompt, test } = values;
  if (prompt === undefined && test !== undefined) throw new UsageError("--test goes with --prompt");
  const own = { ...(prompt !== undefined && { prompt }), ...(test !== undefined && { test }) };
  return { tasks: given.map((task) => ({ path: resolve(task), ...own })), config: null };
}

/** Written and leased at once, so that no worker that runs beside takes it. */
async function launch(
  db: Db,
  request: LaunchRequest,
  owner: string,
  context: CommandContext,
): Promise<string> {
  let estimate: Estimate | null = null;
  try {
    const id = await launchExperiment(db, request, (into, input) => {
      estimate = input.estimate;
      into.transaction(
        () => {
          insertExperiment(into, input);
          takeLease(into, "experiment", owner, input.id);
        },
        { behavior: "immediate" },
      );
    });
    context.err(`Experiment ${id}: ${sayEstimate(estimate)}\n`);
    return id;
  } catch (error) {
    if (error instanceof LaunchError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

/** "192 rollouts and at most 1,296 votes, about 4 minutes. …" */
function sayEstimate(estimate: Estimate | null): string {
  if (estimate === null) return "begun";
  const { rollouts, votes, minutes, basis } = estimate;
  const time =
    minutes === null ? "" : `, about ${minutes < 1 ? "a minute" : count(Math.round(minutes), "minute")}`;
  return `${count(rollouts, "rollout")} and at most ${count(votes, "vote")}${time}. ${basis}`;
}
