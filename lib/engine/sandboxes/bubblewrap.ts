// Linux: bubblewrap (https://github.com/containers/bubblewrap). A command sees the system's programs, read-only, its
// workspace and a /tmp of its own; no network, no home, no other process (docs/decisions/010).
import { existsSync, lstatSync, readlinkSync } from "node:fs";
import type { ChildProcess } from "node:child_process";
import type { Sandbox } from "@/lib/engine/ports";
import type { EnvironmentFolder } from "@/lib/engine/sandboxes/environment-folder";
import { openEnvironment } from "@/lib/engine/sandboxes/open-environment";
import type { Launch } from "@/lib/engine/sandboxes/supervise";

const NODE_FOLDER = "/opt/node/bin";
const SYSTEM_FOLDERS = ["/bin", "/sbin", "/lib", "/lib32", "/lib64"];
/** Files of /etc that programs need and that tell nothing about the host. */
const SYSTEM_FILES = ["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"];
/** Nobody that a command could be told apart by. */
const USER = "1000";

/** Where systems keep it. */
const PROGRAMS = [
  "/usr/bin/bwrap",
  "/usr/local/bin/bwrap",
  "/bin/bwrap",
  "/run/current-system/sw/bin/bwrap",
  "/home/linuxbrew/.linuxbrew/bin/bwrap",
];

/** The path of bubblewrap's program, or null. */
export function findBubblewrap(): string | null {
  return PROGRAMS.find((path) => existsSync(path)) ?? null;
}

/** The sandbox over bubblewrap's program. @param program its path */
export function createBubblewrap(program: string): Sandbox {
  const launch = (
    folder: EnvironmentFolder,
    command: string,
    env: Readonly<Record<string, string>>,
  ): Launch => ({
    program,
    args: [
      ...ISOLATION,
      ...systemArgs(),
      ...mountArgs(folder),
      ...SEALED,
      ...envArgs(env),
      ...shellArgs(folder, command),
    ],
    env: {},
    kill: killTree,
    folders: folder.listMounts().map(({ host }) => host),
    ownErrors: true,
  });
  return {
    id: "bubblewrap",
    isolated: true,
    open: (spec, signal) => openEnvironment(spec, { launch, places: true }, signal),
  };
}

const ISOLATION = [
  "--unshare-all",
  "--die-with-parent",
  "--new-session",
  "--uid",
  USER,
  "--gid",
  USER,
  "--hostname",
  "playoff",
  "--clearenv",
];

/** What bubblewrap makes itself lies in memory, which no limit of ours would count. */
const SEALED = ["--size", "16777216", "--tmpfs", "/dev/shm", "--remount-ro", "/dev", "--remount-ro", "/"];

/** The system's programs and libraries, read-only, and the very Node that runs us. */
function systemArgs(): string[] {
  return [
    ...["--ro-bind", "/usr", "/usr"],
    ...SYSTEM_FOLDERS.flatMap(systemFolder),
    ...SYSTEM_FILES.flatMap((path) => ["--ro-bind-try", path, path]),
    ...["--proc", "/proc", "--dev", "/dev"],
    ...["--ro-bind", process.execPath, `${NODE_FOLDER}/node`],
  ];
}

/** Mostly a link into /usr; a folder of its own on older systems. */
function systemFolder(path: string): string[] {
  if (!existsSync(path)) return [];
  return lstatSync(path).isSymbolicLink()
    ? ["--symlink", readlinkSync(path), path]
    : ["--ro-bind", path, path];
}

function mountArgs(folder: EnvironmentFolder): string[] {
  return folder.listMounts().flatMap(({ host, seen }) => ["--bind", host, seen]);
}

function envArgs(given: Readonly<Record<string, string>>): string[] {
  const env = {
    PATH: `${NODE_FOLDER}:/usr/local/bin:/usr/bin:/bin`,
    HOME: "/tmp",
    LANG: "C.UTF-8",
    TZ: "UTC",
    NO_COLOR: "1",
    ...given,
  };
  return Object.entries(env).flatMap(([name, value]) => ["--setenv", name, value]);
}

/** The inner shell's errors go the way of its output, so that what bwrap itself says stays apart. */
function shellArgs(folder: EnvironmentFolder, command: string): string[] {
  return ["--chdir", folder.workdir, "/bin/sh", "-c", 'exec /bin/sh -c "$0" 2>&1', command];
}

/** Killing bwrap ends the process namespace, and with it everything in it, whatever it ignores. */
function killTree(child: ChildProcess): void {
  child.kill("SIGKILL");
}
