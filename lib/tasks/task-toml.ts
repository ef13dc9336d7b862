// task.toml, the settings of a Harbor task (schema versions 1.0 to 1.4), as far as they change what is run.
import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { TaskError } from "@/lib/tasks/task-source";

const seconds = z.number().positive("must be more than 0");
const megabytes = z.number().int("must be a whole number").positive("must be more than 0");
const variables = z.record(z.string(), z.string());

const UNITS = { K: 1 / 1024, M: 1, G: 1024 } as const;
const SIZE = /^\s*(\d+(?:\.\d+)?)\s*([KMG])B?\s*$/i;

/** The older "2G", in megabytes. */
const size = z
  .string()
  .regex(SIZE, 'must be a size such as "2G" or "512M"')
  .transform((text) => {
    const [, amount = "", unit = ""] = SIZE.exec(text) ?? [];
    return Math.floor(Number(amount) * unitOf(unit.toUpperCase()));
  });

const environmentSchema = z.looseObject({
  build_timeout_sec: seconds.default(600),
  docker_image: z.string().optional(),
  os: z.string().default("linux"),
  memory_mb: megabytes.optional(),
  memory: size.optional(),
  storage_mb: megabytes.optional(),
  storage: size.optional(),
  gpus: z.number().optional(),
  tpu: z.unknown().optional(),
  env: variables.default({}),
  mcp_servers: z.array(z.unknown()).default([]),
  healthcheck: z.unknown().optional(),
  workdir: z.string().startsWith("/", "must be absolute").optional(),
});

const verifierSchema = z.looseObject({
  timeout_sec: seconds.default(600),
  env: variables.default({}),
  environment_mode: z.string().optional(),
  environment: z.unknown().optional(),
});

const taskTomlSchema = z.looseObject({
  task: z.looseObject({ name: z.string().min(1, "must not be empty") }).optional(),
  metadata: z.record(z.string(), z.unknown()).default({}),
  agent: z.looseObject({ timeout_sec: seconds.optional() }).default({}),
  verifier: verifierSchema.prefault({}),
  environment: environmentSchema.prefault({}),
  steps: z.array(z.unknown()).default([]),
});

export type TaskToml = z.infer<typeof taskTomlSchema>;

/**
 * Reads task.toml. Keys that say nothing about running the task are passed over.
 * @throws TaskError with the line, or the key, that is wrong
 */
export function parseTaskToml(text: string, path: string): TaskToml {
  const result = taskTomlSchema.safeParse(parseToml(text, path));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = issue?.path.join(".") ?? "";
  throw new TaskError(`Cannot read ${path}: "${key}" ${issue?.message ?? "is not valid"}. Correct it.`);
}

function parseToml(text: string, path: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new TaskError(`Cannot read ${path}: line ${String(error.line)} is not valid TOML. Correct it.`);
  }
}

function unitOf(letter: string): number {
  return letter === "K" || letter === "G" ? UNITS[letter] : UNITS.M;
}
