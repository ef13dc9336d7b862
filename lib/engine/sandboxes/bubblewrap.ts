// Commands in namespaces of their own, through bwrap (Linux). What commands see is built from nothing: the system's
// programs read-only, the workspace and temporary files writable, and no network device.
import { lstatSync, readlinkSync } from "node:fs";
import path from "node:path";
import { type EnvironmentLimits, type Sandbox, SandboxError } from "@/lib/engine/ports";
import { folderSandbox, type Isolation, type Scene } from "./folder-environment";
import { asArgument } from "./long-command";
import { isWithin, type Mount } from "./mounts";
import { nobodyElse } from "./owner";
import type { Launcher } from "./run-command";
import { createStarter } from "./starter";
import { namespaceTree, THREADS } from "./process-tree";
import { hostsOwnFiles, makeSystemFiles, systemFilesOf } from "./system-files";

export interface BubblewrapOptions {
  /** Absolute path of bwrap. */
  program: string;
  /** Host folder for the environments' folders; by default the system's for temporary files. */
  base?: string;
  /** Host path of the Node that commands get, readable by everybody when users are changed. */
  node: string;
  /** Each environment under a user of its own: possible for root only. */
  changesUser: boolean;
  /** Whether this bwrap has --disable-userns. */
  disablesUserNamespaces: boolean;
}

/** Where commands find the Node that runs Playoff; first on their PATH. */
const NODE = "/opt/node/bin/node";
const HOME = "/tmp/home";

/** Set by us for every command; nothing of our own environment is passed on. */
const environmentVariables = {
  PATH: `${path.dirname(NODE)}:/usr/local/bin:/usr/bin:/bin`,
  HOME,
  USER: "agent",
  LANG: "C.UTF-8",
  TZ: "UTC",
  NO_COLOR: "1",
  // A repository is copied for each rollout: without git's examples of hooks it is a third of the files.
  GIT_TEMPLATE_DIR: "",
};

/** Folders that are the system's: nothing of ours may hide them. */
const systemFolders = [
  "/bin",
  "/dev",
  "/etc",
  "/lib",
  "/lib32",
  "/lib64",
  "/libx32",
  "/proc",
  "/sbin",
  "/sys",
  "/usr",
];

/** A sandbox through a bwrap that is known to work (`chooseSandbox` tries it). */
export function createBubblewrap(options: BubblewrapOptions): Sandbox {
  const system = systemArguments(options);
  const isolation: Isolation = {
    id: "bubblewrap",
    isolated: true,
    newOwner: () => (options.changesUser ? nobodyElse() : null),
    prepare: makeSystemFiles,
    places: true,
    mounts(folder, workdir) {
      if (!canMount(workdir)) {
        throw new SandboxError(`The workspace cannot be at "${workdir}"; choose a path like /workspace.`);
      }
      return [
        { inside: workdir, host: folder.workspace },
        { inside: "/tmp", host: folder.tmp },
        { inside: "/dev/shm", host: path.join(folder.tmp, "shm") },
      ];
    },
    canMount,
    launcher: (scene) => launcher(options.program, system, scene),
  };
  return folderSandbox(isolation, options.base);
}

function launcher(program: string, system: readonly string[], scene: Scene): Launcher {
  const starter = createStarter(scene.folder.owner, environmentVariables);
  return {
    prepare: async (output) => void (await starter.start("mkfifo", ["-m", "600", output], "/dev/null").exit),
    start(command, env, output) {
      const short = asArgument(command, path.join(systemFilesOf(scene.folder), "command"), "/etc/command");
      const own = Object.entries(env).flatMap(([name, value]) => ["--setenv", name, value]);
      const shell = ["--", "/bin/sh", "-c", firstProcess(scene.limits), "sh", short];
      const started = starter.start(program, [...system, ...mountArguments(scene), ...own, ...shell], output);
      return { tree: namespaceTree(started), exit: started.exit };
    },
    end: () => starter.end(),
  };
}

function canMount(inside: string): boolean {
  const isPlain = path.posix.isAbsolute(inside) && path.posix.normalize(inside) === inside && inside !== "/";
  const taken = [...systemFolders, path.dirname(NODE)];
  return isPlain && !taken.some((folder) => isWithin(inside, folder) || isWithin(folder, inside));
}

function systemArguments({ node, disablesUserNamespaces }: BubblewrapOptions): string[] {
  return [
    ...["--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"],
    "--unshare-cgroup-try",
    ...(disablesUserNamespaces ? ["--disable-userns"] : []),
    ...["--uid", "1000", "--gid", "1000", "--hostname", "sandbox"],
    ...["--as-pid-1", "--die-with-parent", "--new-session", "--info-fd", "3"],
    ...["--ro-bind", "/usr", "/usr"],
    ...["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"].flatMap(besideUsr),
    ...["--ro-bind", node, NODE],
    ...["--proc", "/proc", "--dev", "/dev"],
  ];
}

/** Usually links into /usr; folders of their own on older systems. */
function besideUsr(folder: string): string[] {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  return stats.isSymbolicLink() ? ["--symlink", readlinkSync(folder), folder] : ["--ro-bind", folder, folder];
}

function mountArguments({ mounts, workdir, folder }: Scene): string[] {
  const outerFirst = [...mounts].sort((a, b) => a.inside.length - b.inside.length);
  return [
    ...["--ro-bind", systemFilesOf(folder), "/etc"],
    ...hostsOwnFiles.flatMap((file) => ["--ro-bind-try", file, file]),
    ...outerFirst.flatMap(({ inside, host }: Mount) => ["--bind", host, inside]),
    ...["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", workdir],
  ];
}

/**
 * The first process of the namespace. It sets what the kernel limits by itself, a good deal above what is watched
 * from outside (so that the watch can say which limit it was), makes its children the first that a machine
 * without memory kills, runs the command, and with its own end the kernel ends all the others.
 */
function firstProcess(limits: EnvironmentLimits): string {
  const fileBlocks = (limits.diskMb + 64) * 2048;
  const dataKilobytes = (2 * limits.memoryMb + 512) * 1024;
  const threads = 2 * THREADS * limits.processes;
  return `exec 2>&1
ulimit -c 0
ulimit -f ${String(fileBlocks)}
ulimit -d ${String(dataKilobytes)}
{ ulimit -u ${String(threads)} || ulimit -p ${String(threads)}; } 2>/dev/null
echo 1000 >/proc/self/oom_score_adj
/bin/sh -c "$1"
exit $?`;
}
