// An environment for tests: a temporary folder, commands by `sh -c`, no isolation and no limits but time.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CommandResult, Environment, RunOptions } from "@/lib/engine/ports";

const AUTHOR = { GIT_AUTHOR_NAME: "test", GIT_AUTHOR_EMAIL: "test@localhost" };
const COMMITTER = { GIT_COMMITTER_NAME: "test", GIT_COMMITTER_EMAIL: "test@localhost" };

/** A fresh environment with these files (path to text), committed. */
export async function openFolder(files: Readonly<Record<string, string>>): Promise<Environment> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "playoff-repair-")));
  const environment = environmentIn(folder);
  for (const [name, text] of Object.entries(files)) {
    const place = path.join(environment.workdir, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  const options = { timeoutMs: 30_000, signal: new AbortController().signal };
  await environment.run("git init -q -b main && git add -A && git commit -q -m start", options);
  return environment;
}

function environmentIn(folder: string): Environment {
  const workdir = path.join(folder, "workspace");
  const locate = (place: string) =>
    place.startsWith("/tmp/") ? path.join(folder, place) : path.resolve(workdir, place);
  mkdirSync(workdir, { recursive: true });
  mkdirSync(path.join(folder, "tmp"), { recursive: true });
  return {
    workdir,
    locate,
    run: (command, options) => runIn(workdir, command, options),
    readFile: (place) => Promise.resolve(readFileSync(locate(place))),
    put: (host, place) => Promise.resolve(cpSync(host, locate(place), { recursive: true })),
    fork() {
      const copy = realpathSync(mkdtempSync(path.join(tmpdir(), "playoff-repair-")));
      cpSync(folder, copy, { recursive: true });
      return Promise.resolve(environmentIn(copy));
    },
    [Symbol.asyncDispose]: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}

async function runIn(
  folder: string,
  command: string,
  { timeoutMs, env }: RunOptions,
): Promise<CommandResult> {
  const child = spawn("sh", ["-c", command], {
    cwd: folder,
    env: {
      ...{
        PATH: `${path.dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
        NO_COLOR: "1",
        HOME: folder,
      },
      // Next.js would have NODE_ENV in every environment's type.
      ...{ NODE_ENV: "test" as const, ...AUTHOR, ...COMMITTER, ...env },
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  await once(child, "close");
  const ended = child.exitCode === null ? "timed-out" : "exited";
  return { output, exitCode: child.exitCode, ended, omittedBytes: 0, durationMs: 0 };
}
