// The settings of an experiment from flags and a configuration file.
import { CommandError, UsageError } from "@/lib/cli/command";
import type { RunConfig, SettingValues } from "@/lib/cli/run-config";
import { experimentSettingsSchema, presets, type ExperimentSettings } from "@/lib/domain/experiment";

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

/**
 * The settings: a preset (the paper's, if none is named), changed by the configuration, changed by flags.
 * @throws UsageError when a flag cannot be used; CommandError, which names the file, for what the configuration says
 */
export function readSettings(given: Given, config: RunConfig | null = null): ExperimentSettings {
  const preset = presetNamed(given.preset ?? config?.preset ?? "paper");
  const flags = readFlags(given);
  const layers = onlyIndependent([preset, config?.settings ?? {}, flags]);
  const parsed = experimentSettingsSchema.safeParse({
    ...mergeAll(layers),
    caps: mergeAll(layers.map(({ caps }) => caps ?? {})),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const at = (issue?.path ?? []).map(String);
  throw refusal(at, issue?.message ?? "cannot be used", { preset, config, flags });
}

/** Names the flag or the file that is to be changed, and the preset's value when nobody has given one. */
function refusal(
  at: readonly string[],
  message: string,
  { preset, config, flags }: { preset: SettingValues; config: RunConfig | null; flags: SettingValues },
): UsageError | CommandError {
  const isTyped = valueAt(flags, at) !== undefined;
  const isSet = isTyped || valueAt(config?.settings ?? {}, at) !== undefined;
  const sentence = isSet ? message : `is ${String(valueAt(preset, at))} unless given, and ${message}`;
  const key = at.join(".");
  if (config !== null && !isTyped) return new CommandError(`${config.file}: settings.${key}: ${sentence}.`);
  return new UsageError(`${flagOf[key] ?? `--${key}`}: ${sentence}`);
}

/** Later ones change earlier ones. */
function mergeAll(layers: readonly Record<string, unknown>[]): Record<string, unknown> {
  return layers.reduce((all, layer) => ({ ...all, ...layer }), {});
}

function readFlags(given: Given): SettingValues {
  return defined({
    agent: given.agent,
    judge: given.judge,
    summarizer: given.summarizer,
    rollouts: readNumber(given.rollouts),
    iterations: readNumber(given.iterations),
    keep: readNumber(given.keep),
    groupSize: readNumber(given.group),
    votes: readNumber(given.votes),
    variant: given.variant,
    seed: readNumber(given.seed),
    concurrency: readNumber(given.concurrency),
    unsafe: given.unsafe,
    caps: defined({
      minutes: readNumber(given["max-minutes"]),
      rollouts: readNumber(given["max-rollouts"]),
      steps: readNumber(given["max-steps"]),
    }),
  });
}

/** Independent rollouts have one iteration, unless another number is asked for where they are: that is refused. */
function onlyIndependent(layers: readonly SettingValues[]): SettingValues[] {
  const deciding = layers.findLastIndex(({ variant }) => variant !== undefined);
  return layers.map((layer, position) =>
    position === deciding && layer.variant === "none" ? { iterations: 1, ...layer } : layer,
  );
}

function valueAt(values: SettingValues, [name = "", ...inner]: readonly string[]): unknown {
  return name === "caps" ? values.caps?.[inner.join(".")] : values[name];
}

function presetNamed(name: string): ExperimentSettings {
  const found = Object.entries(presets).find(([key]) => key === name);
  if (found) return found[1];
  throw new UsageError(`--preset: must be one of ${Object.keys(presets).join(", ")}`);
}

/** A number as it is, anything else as text, so that the schema says what is wrong. */
function readNumber(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
