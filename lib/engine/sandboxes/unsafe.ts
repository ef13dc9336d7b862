// No sandbox: commands run with the user's own rights, in a folder of their own. Only by explicit choice.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { type Sandbox, SandboxError } from "@/lib/engine/ports";
import { folderSandbox, type Isolation, type Scene } from "./folder-environment";
import { asArgument } from "./long-command";
import { asProcessEnv } from "./process-env";
import { groupTree } from "./process-tree";
import type { Launcher } from "./run-command";

const isolation: Isolation = {
  id: "unsafe",
  isolated: false,
  newOwner: () => null,
  places: false,
  prepare() {
    // The system is there as it is.
  },
  mounts: (folder, workdir) => [
    { inside: workdir, host: folder.workspace },
    { inside: "/tmp", host: folder.tmp },
  ],
  canMount: (inside) => inside !== "/",
  launcher,
};

function launcher({ folder, workdir }: Scene): Launcher {
  const long = path.join(folder.path, "command");
  const variables = {
    PATH: `${path.dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: path.join(folder.tmp, "home"),
    TMPDIR: folder.tmp,
    LANG: "C.UTF-8",
    TZ: "UTC",
    NO_COLOR: "1",
  };
  return {
    prepare: async (output) => void (await promisify(execFile)("mkfifo", ["-m", "600", output])),
    start(command, env, output) {
      const pipe = openSync(output, "a");
      try {
        const child = spawn("/bin/sh", ["-c", asArgument(command, long, long)], {
          cwd: workdir,
          env: asProcessEnv({ ...variables, ...env }),
          stdio: ["ignore", pipe, pipe],
          detached: true,
        });
        return { tree: groupTree(child), exit: exitOf(child) };
      } finally {
        closeSync(pipe);
      }
    },
    end() {
      // A command that runs is killed by its signal.
    },
  };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("exit", resolve);
    child.once("error", (error) => reject(new SandboxError(`No command can be started: ${error.message}.`)));
  });
}

/**
 * Commands are held to their limits as long as their processes stay in one group (memory and processes on Linux only).
 * The network and the user's files are open to them, and a process that leaves its group lives on.
 * @param base host folder for the environments' folders; by default the system's for temporary files
 */
export function createUnsafeSandbox(base?: string): Sandbox {
  return folderSandbox(isolation, base);
}
