// Environments that keep their files in a folder of the host, whatever it is that keeps commands inside.
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type CommandResult,
  type Environment,
  type EnvironmentLimits,
  type EnvironmentSpec,
  type RunOptions,
  type Sandbox,
  SandboxError,
} from "@/lib/engine/ports";
import { copyContent, copyTree } from "./copy-tree";
import { diskGuard, type DiskGuard } from "./disk-use";
import {
  type EnvironmentFolder,
  makeFolder,
  makeOwned,
  makeReadable,
  removeTree,
} from "./environment-folder";
import { exclusive } from "./exclusive";
import { isCode, isWithin, type Mount, placeOf, resolveInside } from "./mounts";
import type { Owner } from "./owner";
import { type Launcher, runCommand } from "./run-command";

/** What differs between these sandboxes. */
export interface Isolation {
  readonly id: string;
  readonly isolated: boolean;
  /** Whether commands see things where they were put; else they see the host's folders. */
  readonly places: boolean;
  /** To whom a new environment belongs; null: to us. */
  newOwner(): Owner | null;
  /** Adds to a new folder what commands need besides the workspace. */
  prepare(folder: EnvironmentFolder): void;
  /** Where things can be put at first; the workspace at `workdir`. */
  mounts(folder: EnvironmentFolder, workdir: string): Mount[];
  /** Whether a further folder may be put there. */
  canMount(inside: string): boolean;
  launcher(scene: Scene): Launcher;
}

/** In what a command runs. */
export interface Scene {
  folder: EnvironmentFolder;
  /** Where commands see the workspace. */
  workdir: string;
  /** Grows as things are put in further places. */
  mounts: Mount[];
  limits: EnvironmentLimits;
}

/** A set-up may take long, as it installs things; it may not take for ever. */
const SET_UP_MS = 600_000;
const READ_BYTES = 256 * 1024 * 1024;

/** A sandbox of such environments. Their folders lie in `base`, by default the system's folder for temporary files. */
export function folderSandbox(isolation: Isolation, base = tmpdir()): Sandbox {
  return {
    id: isolation.id,
    isolated: isolation.isolated,
    open: async (spec, signal) => {
      const environment = await FolderEnvironment.make(isolation, base, spec, signal);
      return ready(environment, spec, signal);
    },
  };
}

async function ready(
  environment: Environment,
  { setUp, setUpMs = SET_UP_MS }: EnvironmentSpec,
  signal: AbortSignal,
) {
  const end = performance.now() + setUpMs;
  try {
    for (const command of setUp) {
      const timeoutMs = Math.max(0, end - performance.now());
      const result = await environment.run(command, { timeoutMs, signal });
      if (result.exitCode !== 0) throw setUpFailed(command, result);
    }
    return environment;
  } catch (error) {
    await environment[Symbol.asyncDispose]();
    throw error;
  }
}

function setUpFailed(command: string, { ended, exitCode, output }: CommandResult): SandboxError {
  const how = ended === "exited" ? `ended with exit code ${String(exitCode)}` : `was stopped (${ended})`;
  const last = output.trim().split("\n").slice(-3).join(" / ").slice(-400);
  return new SandboxError(`The set-up command "${command}" ${how}: ${last}`);
}

class FolderEnvironment implements Environment {
  readonly #isolation: Isolation;
  readonly #base: string;
  readonly #spec: EnvironmentSpec;
  readonly #scene: Scene;
  readonly #launcher: Launcher;
  readonly #disk: DiskGuard;
  /** Files are looked at and changed only while no command runs: else it could swap a folder for a link. */
  readonly #alone = exclusive();
  readonly #gone = new AbortController();

  private constructor(
    isolation: Isolation,
    base: string,
    spec: EnvironmentSpec,
    scene: Scene,
    disk: DiskGuard,
  ) {
    this.#isolation = isolation;
    this.#base = base;
    this.#spec = spec;
    this.#scene = scene;
    this.#launcher = isolation.launcher(scene);
    this.#disk = disk;
  }

  static async make(isolation: Isolation, base: string, spec: EnvironmentSpec, signal: AbortSignal) {
    signal.throwIfAborted();
    const folder = await makeFolder(base, isolation.newOwner());
    try {
      await copyContent(spec.source, folder.workspace, { owner: folder.owner, signal });
      isolation.prepare(folder);
      const mounts = isolation.mounts(folder, spec.workdir);
      const workdir = isolation.places ? spec.workdir : folder.workspace;
      const scene = { folder, workdir, mounts, limits: spec.limits };
      const disk = await diskGuard(folder.path, spec.limits.diskMb * 1024 * 1024);
      const environment = new FolderEnvironment(isolation, base, spec, scene, disk);
      await environment.#launcher.prepare(pipeOf(folder));
      return environment;
    } catch (error) {
      await removeTree(folder.path);
      if (signal.aborted || error instanceof SandboxError) throw error;
      throw new SandboxError(`The environment of ${spec.source} cannot be made: ${String(error)}.`);
    }
  }

  get workdir(): string {
    return this.#scene.workdir;
  }

  locate(file: string): string {
    const { mounts, folder, workdir } = this.#scene;
    const absolute = path.posix.resolve(workdir, file);
    if (this.#isolation.places || isWithin(absolute, folder.path)) return absolute;
    return placeOf(mounts, absolute) ?? absolute;
  }

  run(command: string, { timeoutMs, signal, env }: RunOptions): Promise<CommandResult> {
    const pipe = pipeOf(this.#scene.folder);
    const start = () => this.#launcher.start(command, { ...this.#spec.env, ...env }, pipe);
    return this.#alone(() =>
      runCommand(start, {
        timeoutMs,
        signal: AbortSignal.any([signal, this.#gone.signal]),
        limits: this.#spec.limits,
        disk: this.#disk,
        pipe,
      }),
    );
  }

  readFile(file: string): Promise<Uint8Array | null> {
    return this.#alone(async () => {
      const found = await resolveInside(this.#seenMounts(), this.locate(file));
      return found?.exists === true ? readRegular(found.host) : null;
    });
  }

  put(hostPath: string, file: string): Promise<void> {
    return this.#alone(async () => {
      const target = await this.#roomFor(file);
      const { owner } = this.#scene.folder;
      await copyTree(hostPath, target, { owner, signal: this.#gone.signal });
    });
  }

  fork(): Promise<Environment> {
    return this.#alone(() => {
      makeReadable(this.#scene.folder.workspace);
      const spec = { ...this.#spec, source: this.#scene.folder.workspace, setUp: [] };
      return FolderEnvironment.make(this.#isolation, this.#base, spec, this.#gone.signal);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#gone.abort(new SandboxError("The environment has been disposed of."));
    await this.#alone(async () => {
      this.#launcher.end();
      await removeTree(this.#scene.folder.path);
    });
  }

  /** The folders as commands see them: links lead no further. */
  #seenMounts(): readonly Mount[] {
    const { mounts, folder } = this.#scene;
    return this.#isolation.places ? mounts : [{ inside: folder.path, host: folder.path }];
  }

  /** The host path for something new; what is there goes, the folders above it are made. */
  async #roomFor(file: string): Promise<string> {
    await this.#mountAbove(file);
    const inside = this.locate(file);
    const mounts = this.#seenMounts();
    const above = await resolveInside(mounts, path.posix.dirname(inside));
    const mount = mounts.find((each) => each.inside === inside);
    const target = mount?.host ?? (above && path.join(above.host, path.posix.basename(inside)));
    if (target === null) {
      throw new SandboxError(`Nothing can be put at ${file}: a link leads out of the environment.`);
    }
    if (above?.exists === false) await this.#makeFolders(above.host);
    await removeTree(target);
    return target;
  }

  /** An absolute path in no mount gets one: the first folder of its path. */
  async #mountAbove(file: string): Promise<void> {
    const { mounts, folder, workdir } = this.#scene;
    const absolute = path.posix.resolve(workdir, file);
    if (isWithin(absolute, folder.path) || placeOf(mounts, absolute) !== null) return;
    const top = `/${absolute.split("/")[1] ?? ""}`;
    if (!this.#isolation.canMount(top)) {
      throw new SandboxError(`Nothing can be put at ${file}, which belongs to the system.`);
    }
    const host = path.join(folder.path, `extra-${path.basename(top)}`);
    await makeOwned(host, folder.owner);
    mounts.push({ inside: top, host });
  }

  async #makeFolders(folder: string): Promise<void> {
    try {
      await makeOwned(folder, this.#scene.folder.owner);
    } catch (error) {
      if (isCode(error, "EEXIST")) return;
      if (!isCode(error, "ENOENT")) throw error;
      await this.#makeFolders(path.dirname(folder));
      await makeOwned(folder, this.#scene.folder.owner);
    }
  }
}

const pipeOf = (folder: EnvironmentFolder) => path.join(folder.path, "output");

/** A file's bytes; null when it is something else, or gone. */
async function readRegular(file: string): Promise<Uint8Array | null> {
  let handle;
  try {
    // Without O_NONBLOCK, a named pipe would hold us up for ever.
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (!stats.isFile()) return null;
    if (stats.size > READ_BYTES) throw new SandboxError(`${path.basename(file)} is too large to be read.`);
    return await handle.readFile();
  } catch (error) {
    if (["ENOENT", "ELOOP", "ENXIO", "EACCES"].some((code) => isCode(error, code))) return null;
    throw error;
  } finally {
    await handle?.close();
  }
}
