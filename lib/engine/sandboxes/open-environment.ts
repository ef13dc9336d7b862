// What all sandboxes of one machine have in common: folders, copies, set-up. They differ in how a command is started.
import { SandboxError, type CommandResult, type Environment, type EnvironmentSpec } from "@/lib/engine/ports";
import { copyTree, EnvironmentFolder, sweepEnvironments } from "@/lib/engine/sandboxes/environment-folder";
import { supervise, type Launch } from "@/lib/engine/sandboxes/supervise";

/** One set-up command at most. */
const SET_UP_MS = 120_000;

/** How a sandbox starts `sh -c command` over the folders of an environment. */
export type LaunchCommand = (
  folder: EnvironmentFolder,
  command: string,
  env: Readonly<Record<string, string>>,
) => Launch;

export interface Starter {
  launch: LaunchCommand;
  /** True when commands see things where they were put; else they see the host's folders. */
  places: boolean;
}

let hasSwept = false;

/**
 * A fresh environment: the spec's files copied, its set-up commands run.
 * @throws SandboxError when a set-up command fails; the signal's reason when aborted
 */
export async function openEnvironment(
  spec: EnvironmentSpec,
  starter: Starter,
  signal: AbortSignal,
): Promise<Environment> {
  if (!hasSwept) sweepEnvironments();
  hasSwept = true;
  const folder = new EnvironmentFolder(spec.workdir);
  const environment = createEnvironment(folder, spec, starter);
  try {
    copyTree(spec.source, folder.workspace);
    for (const command of spec.setUp) await setUp(environment, command, signal);
    return environment;
  } catch (error) {
    folder.remove();
    throw error;
  }
}

async function setUp(environment: Environment, command: string, signal: AbortSignal): Promise<void> {
  const { exitCode, output, ended } = await environment.run(command, { timeoutMs: SET_UP_MS, signal });
  if (exitCode === 0) return;
  const how = ended === "exited" ? `ended with exit code ${exitCode}` : `was stopped (${ended})`;
  const said = output.trim().split("\n").at(-1) ?? "";
  throw new SandboxError(`The set-up command "${command}" ${how}${said === "" ? "" : `: ${said}`}`);
}

function createEnvironment(folder: EnvironmentFolder, spec: EnvironmentSpec, starter: Starter): Environment {
  const locate = (path: string) => (starter.places ? path : (folder.locate(path) ?? path));
  return {
    workdir: locate(folder.workdir),
    locate,
    run: (command, options): Promise<CommandResult> =>
      supervise(starter.launch(folder, command, { ...spec.env, ...options.env }), spec.limits, options),
    readFile: (path) => Promise.resolve(folder.readFile(path)),
    put: async (hostPath, path) => folder.put(hostPath, path),
    async fork() {
      const copy = new EnvironmentFolder(folder.workdir);
      copyTree(folder.workspace, copy.workspace);
      return createEnvironment(copy, spec, starter);
    },
    [Symbol.asyncDispose]: async () => folder.remove(),
  };
}
