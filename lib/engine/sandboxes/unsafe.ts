// No sandbox: commands run with the user's own rights, in a folder of their own. Only by explicit choice.
import path from "node:path";
import type { Sandbox } from "@/lib/engine/ports";
import { folderSandbox, type Isolation } from "./folder-environment";
import { groupTree } from "./process-tree";

const isolation: Isolation = {
  id: "unsafe",
  isolated: false,
  newOwner: () => null,
  places: false,
  prepare: async () => {},
  mounts: (folder, workdir) => [
    { inside: workdir, host: folder.workspace },
    { inside: "/tmp", host: folder.tmp },
  ],
  canMount: (inside) => inside !== "/",
  plan: ({ folder, workdir }, command, env) => ({
    file: "/bin/sh",
    args: ["-c", `exec 2>&1; exec /bin/sh -c "$1"`, "sh", command],
    cwd: workdir,
    env: {
      PATH: `${path.dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
      HOME: path.join(folder.tmp, "home"),
      TMPDIR: folder.tmp,
      LANG: "C.UTF-8",
      TZ: "UTC",
      NO_COLOR: "1",
      ...env,
    },
    owner: null,
    tree: groupTree,
  }),
};

/**
 * Commands are held to their limits as long as their processes stay in one group (memory and processes on Linux only).
 * The network and the user's files are open to them, and a process that leaves its group lives on.
 * @param base host folder for the environments' folders; by default the system's for temporary files
 */
export function createUnsafeSandbox(base?: string): Sandbox {
  return folderSandbox(isolation, base);
}
