// No isolation: commands run with the user's own rights, in a folder of their own. An explicit choice, named unsafe.
import type { ChildProcess } from "node:child_process";
import { dirname } from "node:path";
import type { Sandbox } from "@/lib/engine/ports";
import type { EnvironmentFolder } from "@/lib/engine/sandboxes/environment-folder";
import { openEnvironment } from "@/lib/engine/sandboxes/open-environment";
import type { Launch } from "@/lib/engine/sandboxes/supervise";

/** Limits on time, output, memory, processes and disk hold; nothing else is kept from a command. */
export function createUnsafeSandbox(): Sandbox {
  const launch = (
    folder: EnvironmentFolder,
    command: string,
    env: Readonly<Record<string, string>>,
  ): Launch => {
    const temporary = folder.locate("/tmp") ?? folder.workspace;
    return {
      program: "/bin/sh",
      args: ["-c", 'exec /bin/sh -c "$0" 2>&1', command],
      cwd: folder.workspace,
      env: {
        PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
        HOME: temporary,
        TMPDIR: temporary,
        LANG: "C.UTF-8",
        TZ: "UTC",
        NO_COLOR: "1",
        ...env,
      },
      kill: killGroup,
      folders: folder.listMounts().map(({ host }) => host),
      ownErrors: false,
    };
  };
  return {
    id: "unsafe",
    isolated: false,
    open: (spec, signal) => openEnvironment(spec, { launch, places: false }, signal),
  };
}

/** Ends the process group; a process that has left it stays: that is what unsafe means. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
  }
}
