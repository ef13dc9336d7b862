// The settings of an experiment from flags and a configuration file.
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { CommandError, UsageError } from "@/lib/cli/command";
import {
  experimentSettingsSchema,
  paperSettings,
  presets,
  taskReferenceSchema,
  type ExperimentSettings,
  type TaskReference,
} from "@/lib/domain/experiment";

/** The options of `playoff run` that set something. */
export const settingOptions = {
  agent: { type: "string" },
  judge: { type: "string" },
  summarizer: { type: "string" },
  rollouts: { type: "string", short: "n" },
  iterations: { type: "string", short: "t" },
  keep: { type: "string", short: "k" },
  group: { type: "string", short: "g" },
  votes: { type: "string", short: "v" },
  variant: { type: "string" },
  seed: { type: "string" },
  preset: { type: "string" },
  concurrency: { type: "string" },
  "max-minutes": { type: "string" },
  "max-rollouts": { type: "string" },
  "max-steps": { type: "string" },
  unsafe: { type: "boolean" },
} as const;
type Given = { [K in Exclude<keyof typeof settingOptions, "unsafe">]?: string | undefined } & {
  unsafe?: boolean | undefined;
};

/** How each setting is called on the command line, for messages. */
const flagOf: Record<string, string> = {
  rollouts: "-n",
  iterations: "-t",
  keep: "-k",
  groupSize: "-g",
  votes: "-v",
  "caps.minutes": "--max-minutes",
  "caps.rollouts": "--max-rollouts",
  "caps.steps": "--max-steps",
};

const configSchema = z.strictObject({
  title: z.string().min(1).optional(),
  preset: z.enum(["paper", "quick", "tournament-only"]).optional(),
  tasks: z
    .array(z.union([z.string().min(1), taskReferenceSchema]))
    .min(1)
    .optional(),
  settings: z.record(z.string(), z.unknown()).optional(),
});
export type RunConfig = z.infer<typeof configSchema>;

/**
 * Reads a configuration file: `{ title, preset, tasks, settings }`, all optional; paths are relative to the file.
 * @throws CommandError when it cannot be read
 */
export function readConfig(file: string): {
  title: string | null;
  tasks: TaskReference[];
  config: RunConfig;
} {
  const config = parseConfig(file);
  const folder = path.dirname(file);
  const tasks = (config.tasks ?? []).map((task): TaskReference => {
    if (typeof task === "string") return { path: path.resolve(folder, task) };
    return "path" in task ? { ...task, path: path.resolve(folder, task.path) } : task;
  });
  return { title: config.title ?? null, tasks, config };
}

function parseConfig(file: string): RunConfig {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The configuration ${file} cannot be read: ${why}`, { cause: error });
  }
  const parsed = configSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new CommandError(
    `${file}: ${issue?.path.join(".") || "the file"}: ${issue?.message ?? "cannot be used"}.`,
  );
}

/**
 * The settings: a preset (the paper's, if none is named), changed by the configuration, changed by flags.
 * @throws UsageError when one cannot be used
 */
export function readSettings(given: Given, config: RunConfig = {}): ExperimentSettings {
  const base = { ...presetNamed(given.preset ?? config.preset), ...config.settings };
  const minutes = readNumber(given["max-minutes"]);
  const changes = defined({
    agent: given.agent,
    judge: given.judge,
    summarizer: given.summarizer,
    rollouts: readNumber(given.rollouts),
    iterations: readNumber(given.iterations),
    keep: readNumber(given.keep),
    groupSize: readNumber(given.group),
    votes: readNumber(given.votes),
    variant: given.variant,
    // Independent rollouts have one iteration, unless another number is asked for, which is then refused.
    ...(given.variant === "none" && given.iterations === undefined ? { iterations: 1 } : {}),
    seed: readNumber(given.seed),
    concurrency: readNumber(given.concurrency),
    unsafe: given.unsafe,
  });
  const caps = defined({
    minutes,
    rollouts: readNumber(given["max-rollouts"]),
    steps: readNumber(given["max-steps"]),
  });
  const givenCaps = "caps" in base && typeof base.caps === "object" ? base.caps : {};
  const parsed = experimentSettingsSchema.safeParse({
    ...base,
    ...changes,
    caps: { ...paperSettings.caps, ...givenCaps, ...caps },
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = issue?.path.join(".") ?? "";
  throw new UsageError(`${flagOf[key] ?? `--${key}`}: ${issue?.message ?? "cannot be used"}`);
}

function presetNamed(name: string | undefined): ExperimentSettings {
  if (name === undefined) return paperSettings;
  const found = Object.entries(presets).find(([key]) => key === name);
  if (found) return found[1];
  throw new UsageError(`--preset: must be one of ${Object.keys(presets).join(", ")}`);
}

/** A number as it is, anything else as text, so that the schema says what is wrong. */
function readNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
