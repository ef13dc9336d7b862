// A small shell that starts the commands of one environment. Starting a process from Node copies the tables of all its
// memory and holds its only thread up meanwhile; a shell that is started once does the same for a fraction.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { Socket } from "node:net";
import { SandboxError } from "@/lib/engine/ports";
import { inheritedFiles } from "./inherited-files";
import type { Owner } from "./owner";
import { asProcessEnv } from "./process-env";

export interface StartedProgram {
  /** Called with the number of the sandbox's first process, as soon as it is known (--info-fd). */
  onFirstProcess(listener: (pid: number) => void): void;
  /** Its exit code. @throws SandboxError when the program itself complains, or when the shell is gone */
  exit: Promise<number>;
}

export interface Starter {
  /** Starts a program; one at a time. Its standard output goes to the file or named pipe `output`. */
  start(file: string, args: readonly string[], output: string): StartedProgram;
  /** Kills the shell and what it has started. */
  end(): void;
}

/**
 * When we are gone, however that came, descriptor 4 is at its end, and the shell's process group is killed.
 * Descriptor 5 takes what there is to tell.
 */
const endWithUs = `{ read -r _ <&4; kill -9 0; } 5>&- &\nexec 4<&-\n`;

/**
 * @param owner whose processes they shall be; null: ours
 * @param env the only variables that programs get
 */
export function createStarter(owner: Owner | null, env: Readonly<Record<string, string>>): Starter {
  const shell = spawnShell(owner, env);
  const gone = new Promise<never>((_, reject) => {
    shell.once("error", (error) => reject(new SandboxError(`The sandbox does not start: ${error.message}.`)));
    shell.once("exit", () => reject(new SandboxError("The sandbox was ended from outside.")));
  });
  gone.catch(() => undefined); // told to whoever waits for a program
  const [input, life, news] = [0, 4, 5].map((fd) => asSocket(shell.stdio[fd]));
  shell.unref();
  input?.write(endWithUs);
  return {
    start(file, args, output) {
      news?.ref(); // only a program that runs keeps us from ending
      const { onFirstProcess, exit } = listen(news);
      const words = [file, ...args].map(quote).join(" ");
      input?.write(`${words} </dev/null >${quote(output)} 2>&5 3>&5 5>&-; echo "exit $?" >&5\n`);
      return { onFirstProcess, exit: Promise.race([exit, gone]).finally(() => news?.unref()) };
    },
    end: () => life?.destroy(),
  };
}

/** Our end of a "pipe", which Node makes as a socket. */
function asSocket(stream: unknown): Socket | undefined {
  if (!(stream instanceof Socket)) return undefined; // the shell has not started
  stream.on("error", () => undefined); // that the shell is gone is told by its exit
  return stream.unref();
}

function spawnShell(owner: Owner | null, env: Readonly<Record<string, string>>): ChildProcess {
  const nothing = openSync("/dev/null", "r");
  const stdio: (number | "ignore" | "pipe")[] = ["pipe", "ignore", "ignore", "ignore", "pipe", "pipe"];
  for (const fd of inheritedFiles()) {
    while (stdio.length <= fd) stdio.push("ignore");
    if (stdio[fd] === "ignore") stdio[fd] = nothing;
  }
  try {
    return spawn("/bin/sh", [], {
      cwd: "/",
      env: asProcessEnv(env),
      detached: true,
      stdio,
      ...owner,
    });
  } finally {
    closeSync(nothing);
  }
}

/** Reads what bwrap and the shell tell of one program: `{"child-pid": 7}`, complaints, and at last "exit 0". */
function listen(news: Socket | undefined) {
  let text = "";
  let onFirstProcess = (_pid: number) => {};
  const exit = new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      text += chunk.toString("utf8");
      const pid = /"child-pid": *(\d+)/.exec(text)?.[1];
      if (pid !== undefined) onFirstProcess(Number(pid));
      const code = /(?:^|\n)exit (\d+)\n$/.exec(text)?.[1];
      if (code === undefined) return;
      news?.off("data", read);
      const complaint = text
        .replace(/\{[^}]*\}/, "")
        .replace(/exit \d+\n$/, "")
        .trim();
      if (complaint === "") resolve(Number(code));
      else reject(new SandboxError(`The sandbox failed: ${complaint}`));
    };
    news?.on("data", read);
  });
  return { exit, onFirstProcess: (listener: (pid: number) => void) => void (onFirstProcess = listener) };
}

/** A word of the shell's language that stands for exactly this text; NUL characters, which it has none for, are dropped. */
function quote(text: string): string {
  return `'${text.replaceAll("\0", "").replaceAll("'", `'\\''`)}'`;
}
