// The configuration file of an experiment.
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { CommandError } from "@/lib/cli/command";
import { onOneLine } from "@/lib/cli/output";
import {
  capsSchema,
  experimentSettingsSchema,
  givenTaskSchema,
  type Preset,
  type TaskReference,
} from "@/lib/domain/experiment";
import { plainTaskSchema } from "@/lib/tasks/plain-task";
import { sayFailure } from "@/lib/worker/failure";

/** What a configuration file says. */
export interface RunConfig {
  /** The file itself, for messages. */
  file: string;
  title: string | null;
  preset: Preset | null;
  tasks: TaskReference[];
  /** Their names are known; their values are not checked yet. */
  settings: SettingValues;
}

/** Settings by name, as they were given. */
export interface SettingValues {
  [name: string]: unknown;
  caps?: Record<string, unknown> | undefined;
}

const presetNames = ["paper", "quick", "tournament-only"] as const satisfies Preset[];

const configSchema = z.strictObject(
  {
    title: z.string("must be a text").min(1, "must be a text").optional(),
    preset: z.enum(presetNames, `must be one of ${presetNames.join(", ")}`).optional(),
    tasks: z.array(z.unknown(), "must be a list").min(1, "must name one or more").optional(),
    settings: z
      .strictObject(
        {
          ...anyValues(experimentSettingsSchema),
          caps: z
            .strictObject(anyValues(capsSchema), "must be an object of rollouts, steps and minutes")
            .optional(),
        },
        "must be an object",
      )
      .optional(),
  },
  "must be an object",
);

/** A folder needs no prompt when it is a task in Harbor's format; a test command alone would be left unread. */
const folderTaskSchema = plainTaskSchema
  .extend({ prompt: plainTaskSchema.shape.prompt.optional() })
  .strict()
  .refine(({ prompt, test }) => prompt !== undefined || test === undefined, {
    path: ["test"],
    message: "goes with a prompt",
  });
const folderSchema = plainTaskSchema.shape.path;

/** The same names with any values: what a value must be is checked once all sources are put together. */
function anyValues({ shape }: { shape: object }) {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, z.unknown().optional()]));
}

/**
 * Reads a configuration file: `{ title, preset, tasks, settings }`, all optional; paths are relative to the file.
 * @throws CommandError when it cannot be read, or says what is not known: the file and the place in one sentence
 */
export function readConfig(file: string): RunConfig {
  const { title, preset, tasks, settings } = parseAt(file, [], configSchema, readJson(file));
  return {
    file,
    title: title ?? null,
    preset: preset ?? null,
    tasks: (tasks ?? []).map((task, position) => readTask(file, position, task)),
    settings: settings ?? {},
  };
}

function readJson(file: string): unknown {
  const text = readText(file);
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = onOneLine(error instanceof Error ? error.message : String(error));
    throw new CommandError(`The configuration ${file} is not JSON: ${why}.`, { cause: error });
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandError(`The configuration ${file} cannot be read: ${sayUnreadable(error)}`, {
      cause: error,
    });
  }
}

function sayUnreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return "there is no such file.";
  if (code === "EISDIR") return "it is a folder.";
  return sayFailure(error);
}

/** The schema is chosen by what is there, so that a message is about the form that was meant. */
function readTask(file: string, position: number, task: unknown): TaskReference {
  const at = ["tasks", position];
  const resolve = (folder: string) => path.resolve(path.dirname(file), folder);
  if (typeof task === "string") return { path: resolve(parseAt(file, at, folderSchema, task)) };
  if (typeof task !== "object" || task === null || Array.isArray(task)) {
    throw new CommandError(
      `${file}: ${at.join(".")}: must be a folder, { path, prompt, test } or { rollouts }.`,
    );
  }
  if ("rollouts" in task) return parseAt(file, at, givenTaskSchema, task);
  const { path: folder, prompt, test } = parseAt(file, at, folderTaskSchema, task);
  return {
    path: resolve(folder),
    ...(prompt !== undefined && { prompt }),
    ...(test !== undefined && { test }),
  };
}

function parseAt<T>(file: string, at: readonly (string | number)[], schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = [...at, ...(issue?.path ?? [])];
  if (issue?.code === "unrecognized_keys") {
    throw new CommandError(`${file}: ${[...place, issue.keys[0]].join(".")} is not a setting.`);
  }
  const where = place.length === 0 ? "" : `${place.join(".")}: `;
  throw new CommandError(`${file}: ${where}${issue?.message ?? "cannot be used"}.`);
}
