// The host's side of an environment: one folder that holds the workspace and every other place commands may write to.
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { SandboxError } from "@/lib/engine/ports";

const PREFIX = "playoff-env-";
/** Places of the system that nothing is put at. */
const SYSTEM = new Set([
  "bin",
  "boot",
  "dev",
  "etc",
  "lib",
  "lib32",
  "lib64",
  "opt",
  "proc",
  "sbin",
  "sys",
  "usr",
]);

/** A folder of the host, and where commands see it. */
export interface Mount {
  host: string;
  /** Absolute: "/workspace", "/tmp", "/tests". */
  seen: string;
}

export class EnvironmentFolder {
  private readonly root: string;
  private readonly mounts: Mount[];

  /** @param workdir where commands see the workspace, absolute */
  constructor(readonly workdir: string) {
    this.root = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    this.mounts = [];
    this.addMount(workdir, "workspace");
    this.addMount("/tmp", "tmp");
  }

  /** The workspace on the host. */
  get workspace(): string {
    return join(this.root, "workspace");
  }

  listMounts(): readonly Mount[] {
    return this.mounts;
  }

  /** The file's place on the host. Null when a link stands on the way: nobody follows what a command has planted. */
  locate(path: string): string | null {
    const absolute = posix.resolve(this.workdir, path);
    const mount = this.mounts.find(({ seen }) => absolute === seen || absolute.startsWith(`${seen}/`));
    if (!mount) return null;
    const parts = posix
      .relative(mount.seen, absolute)
      .split("/")
      .filter((part) => part !== "");
    let place = mount.host;
    for (const part of parts) {
      place = join(place, part);
      if (lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) return null;
    }
    return place;
  }

  /** The bytes of a regular file, else null. */
  readFile(path: string): Uint8Array | null {
    const place = this.locate(path);
    if (place === null || !lstatSync(place, { throwIfNoEntry: false })?.isFile()) return null;
    return readFileSync(place);
  }

  /** Copies a host file or folder to `path`; a new top-level folder becomes a place of its own. */
  put(hostPath: string, path: string): void {
    const absolute = posix.resolve(this.workdir, path);
    if (this.locate(absolute) === null) this.mountAbove(absolute);
    const target = this.locate(absolute);
    if (target === null) throw new SandboxError(`Nothing can be put at ${path}: a link stands in the way.`);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(dirname(target), { recursive: true });
    copyTree(hostPath, target);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  private mountAbove(absolute: string): void {
    const [top] = posix.relative("/", absolute).split("/");
    if (top === undefined || top === "" || SYSTEM.has(top)) {
      throw new SandboxError(`Nothing can be put at ${absolute}, which belongs to the system.`);
    }
    if (!this.mounts.some(({ seen }) => seen === `/${top}`)) this.addMount(`/${top}`, `extra-${top}`);
  }

  private addMount(seen: string, name: string): void {
    const host = join(this.root, name);
    mkdirSync(host);
    this.mounts.push({ host, seen });
  }
}

/** Copies files and folders; links stay links and lead nowhere but where they say. */
export function copyTree(from: string, to: string): void {
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, errorOnExist: false });
}

/** Removes the folders of processes that are gone: killed before they could tidy up. */
export function sweepEnvironments(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? Number.NaN);
    if (Number.isInteger(pid) && !isAlive(pid))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
