// A task folder in Harbor's format: task.toml, instruction.md, environment/, tests/test.sh. solution/ is never read.
import { realpath } from "node:fs/promises";
import { join, posix } from "node:path";
import { resolveCopies } from "@/lib/tasks/docker-copies";
import { planDockerfile, type DockerPlan } from "@/lib/tasks/dockerfile";
import { firstCommit } from "@/lib/tasks/first-commit";
import {
  checksumFiles,
  insideFolder,
  listFiles,
  readInside,
  type FolderFile,
} from "@/lib/tasks/folder-files";
import { needOfSettings, needOfTests } from "@/lib/tasks/harbor-needs";
import { imageNote } from "@/lib/tasks/image-note";
import {
  dockerNeed,
  TaskError,
  type TaskCopy,
  type TaskNeed,
  type TaskSource,
} from "@/lib/tasks/task-source";
import { parseTaskToml, type TaskToml } from "@/lib/tasks/task-toml";
import { testCommandOf } from "@/lib/tasks/test-command";

const COMPOSE_FILES = ["docker-compose.yaml", "docker-compose.yml", "compose.yaml", "compose.yml"];

/**
 * Reads a Harbor task folder. A task that only Docker can run is read too; its `needs` say so.
 * @throws TaskError when a part is missing or wrong, or leads out of the folder
 */
export async function loadHarborTask(path: string): Promise<TaskSource> {
  const folder = await realpath(path);
  const toml = parseTaskToml(await required(folder, "task.toml"), join(folder, "task.toml"));
  if (toml.steps.length > 0) {
    throw new TaskError(
      `${folder} is a task of several steps, which Playoff does not run. Choose another task.`,
    );
  }
  const instruction = await required(folder, "instruction.md");
  const testScript = await required(folder, "tests/test.sh");
  const tests = await requiredFolder(folder, "tests");
  await listFiles(tests);
  const built = await readEnvironment(await requiredFolder(folder, "environment"), toml);
  return {
    name: toml.task?.name ?? posix.basename(folder),
    folder,
    checksum: await checksumFiles(folder, await listFiles(folder)),
    instruction: instruction.trim(),
    ...built.workspace,
    setUp: firstCommit(false),
    hiddenTests: tests,
    timeouts: timeoutsOf(toml),
    resources: {
      memoryMb: toml.environment.memory_mb ?? toml.environment.memory ?? null,
      diskMb: toml.environment.storage_mb ?? toml.environment.storage ?? null,
    },
    needs: needOfSettings(toml) ?? built.need ?? needOfTests(testScript),
    notes: built.notes,
  };
}

interface BuiltEnvironment {
  workspace: Pick<TaskSource, "files" | "workdir" | "env" | "testCommand">;
  need: TaskNeed | null;
  notes: string[];
}

async function readEnvironment(root: string, toml: TaskToml): Promise<BuiltEnvironment> {
  const files = await listFiles(root);
  const dockerfile = await readInside(root, "Dockerfile");
  const plan = planDockerfile(dockerfile ?? "");
  const workdir = toml.environment.workdir ?? plan.workdir;
  const copies = resolveCopies({ ...plan, workdir }, files);
  const chosen = copies.ok ? copies.copies : [];
  return {
    workspace: {
      files: { kind: "copies", root, copies: chosen },
      workdir,
      env: { ...plan.env, ...toml.environment.env },
      testCommand: testCommandOf(await readCopied(root, chosen, files, "package.json")),
    },
    need:
      needOfFiles(files, dockerfile !== null, toml) ??
      needOfPlan(plan, workdir) ??
      (copies.ok ? null : needOf(copies.outside.instruction)),
    notes: imageNote(plan.image),
  };
}

function needOfFiles(files: readonly FolderFile[], hasDockerfile: boolean, toml: TaskToml): TaskNeed | null {
  const compose = COMPOSE_FILES.find((name) => files.some(({ path }) => path === name));
  if (compose !== undefined) return dockerNeed(compose, "environment/");
  if (files.some(({ path }) => path === ".dockerignore")) return dockerNeed(".dockerignore", "environment/");
  if (hasDockerfile || toml.environment.docker_image !== undefined) return null;
  throw new TaskError("environment/ has no Dockerfile, which says what the workspace is made of. Add one.");
}

function needOfPlan(plan: DockerPlan, workdir: string): TaskNeed | null {
  if (plan.refused) return needOf(plan.refused);
  return workdir === "/" ? dockerNeed("WORKDIR /", "environment/Dockerfile") : null;
}

function needOf({ text, line }: { text: string; line: number }): TaskNeed {
  return dockerNeed(text, `environment/Dockerfile, line ${String(line)},`);
}

/** A file as it will be in the workspace. */
async function readCopied(
  root: string,
  copies: readonly TaskCopy[],
  files: readonly FolderFile[],
  path: string,
): Promise<string | null> {
  const known = new Set(files.map((file) => file.path));
  const sources = copies.map(({ from, to }) =>
    known.has(from) ? (to === path ? from : null) : posix.join(from, posix.relative(to, path)),
  );
  const source = sources.findLast((candidate) => candidate !== null && known.has(candidate));
  return typeof source === "string" ? readInside(root, source) : null;
}

function timeoutsOf({ agent, verifier, environment }: TaskToml): TaskSource["timeouts"] {
  return {
    agentMs: agent.timeout_sec === undefined ? null : agent.timeout_sec * 1000,
    verifierMs: verifier.timeout_sec * 1000,
    setUpMs: environment.build_timeout_sec * 1000,
  };
}

async function required(folder: string, path: string): Promise<string> {
  const text = await readInside(folder, path);
  if (text === null) throw missing(folder, path);
  return text;
}

async function requiredFolder(folder: string, path: string): Promise<string> {
  const found = await insideFolder(folder, path);
  if (found === null) throw missing(folder, path);
  return found;
}

function missing(folder: string, path: string): TaskError {
  return new TaskError(
    `${folder} has no ${path}, which a Harbor task needs. Add it, or choose another folder.`,
  );
}
