// Finds a sandbox that works here, by trying it.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, copyFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { type Sandbox, SandboxError } from "@/lib/engine/ports";
import { makeTempFolder } from "@/lib/utils/temp-folder";
import { howToGetBubblewrap, howToMendBubblewrap } from "./advice";
import { createBubblewrap, type BubblewrapOptions } from "./bubblewrap";
import { folderForProcess, sweep } from "./environment-folder";
import { createUnsafeSandbox } from "./unsafe";

/** A sandbox that works here, or one sentence that says what to do. */
export type SandboxChoice = { sandbox: Sandbox } | { missing: string };

/** Where systems keep programs. */
const FOLDERS = [
  "/usr/bin",
  "/usr/local/bin",
  "/bin",
  "/run/current-system/sw/bin",
  "/home/linuxbrew/.linuxbrew/bin",
];

/**
 * The best sandbox of this machine. It has run a command before it is given. What killed processes have left in `base`
 * is removed.
 * @param unsafe true when the person has chosen to run commands without isolation
 * @param base host folder for the environments' folders
 * @param folders where bubblewrap is looked for
 */
export async function chooseSandbox(
  unsafe = false,
  base = tmpdir(),
  folders: readonly string[] = FOLDERS,
): Promise<SandboxChoice> {
  await sweep(base);
  if (unsafe) return { sandbox: createUnsafeSandbox(base) };
  const program = process.platform === "linux" ? await findProgram("bwrap", folders) : null;
  if (program === null) return { missing: howToGetBubblewrap() };
  let complaint = "";
  for (const options of await waysToRun(program, base)) {
    const sandbox = createBubblewrap(options);
    const failure = await tryOut(sandbox, base);
    if (failure === null) return { sandbox };
    complaint = failure;
  }
  return { missing: howToMendBubblewrap(complaint) };
}

/** From the safest way of running bwrap to the least. */
async function waysToRun(program: string, base: string): Promise<BubblewrapOptions[]> {
  const { stdout } = await promisify(execFile)(program, ["--help"]).catch(() => ({ stdout: "" }));
  const nested = stdout.includes("--disable-userns") ? [true, false] : [false];
  const users = process.getuid?.() === 0 ? [true, false] : [false];
  const ways: BubblewrapOptions[] = [];
  for (const changesUser of users) {
    const node = changesUser ? await nodeForEverybody(base) : process.execPath;
    for (const disablesUserNamespaces of nested) {
      ways.push({ program, base, node, changesUser, disablesUserNamespaces });
    }
  }
  return ways;
}

/** Our own Node, or a copy of it when it lies where only we may go: below root's home. */
async function nodeForEverybody(base: string): Promise<string> {
  const node = process.execPath;
  if (await isForEverybody(node)) return node;
  const copy = path.join(await folderForProcess(base), "node");
  await copyFile(node, copy, constants.COPYFILE_FICLONE);
  return copy;
}

async function isForEverybody(file: string): Promise<boolean> {
  for (let at = file; ; at = path.dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/** Null when a command has run as it should, else what went wrong. */
async function tryOut(sandbox: Sandbox, base: string): Promise<string | null> {
  const source = await makeTempFolder("probe", base);
  const signal = AbortSignal.timeout(30_000);
  const limits = { memoryMb: 512, processes: 64, diskMb: 16, outputBytes: 4_096 };
  try {
    await using environment = await sandbox.open(
      { source, setUp: [], workdir: "/workspace", env: {}, limits },
      signal,
    );
    // Long enough to be looked at once: a sandbox whose limits cannot be watched is none.
    const result = await environment.run("sleep 0.2 && node --version", { timeoutMs: 20_000, signal });
    return result.output.trim() === process.version ? null : result.output.trim();
  } catch (error) {
    if (error instanceof SandboxError) return error.message;
    throw error;
  } finally {
    await rm(source, { recursive: true });
  }
}

async function findProgram(name: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const file = path.join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return null;
}
