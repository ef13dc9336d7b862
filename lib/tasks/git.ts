// Read-only questions to a git repository of the host. Nothing in it is changed; its hooks and file system monitor
// are switched off.
import { execFile, spawn } from "node:child_process";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";

const run = promisify(execFile);
const MAX_BYTES = 256 * 2 ** 20;
const SAFE = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

/** A tracked file. */
export interface TreeEntry {
  /** Octal: 100644 a file, 100755 a program, 120000 a link, 160000 a submodule. */
  mode: string;
  object: string;
  /** Relative to the tree, with "/". */
  path: string;
}

/** The tree of a folder at HEAD; null when the folder is in no repository, or not tracked there. */
export async function treeAtHead(folder: string): Promise<string | null> {
  const text = await git(folder, ["rev-parse", "--verify", "--quiet", "HEAD:./"]).catch(() => null);
  return text?.trim() ?? null;
}

/** Everything tracked in a tree. */
export async function listTree(folder: string, tree: string): Promise<TreeEntry[]> {
  const text = await git(folder, ["ls-tree", "-r", "-z", "--full-tree", tree]);
  return text
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const [mode = "", , object = ""] = line.split(/[ \t]/, 3);
      return { mode, object, path: line.slice(line.indexOf("\t") + 1) };
    });
}

/** How many tracked or new files of the folder differ from HEAD. */
export async function countChanges(folder: string): Promise<number> {
  const text = await git(folder, [
    "--no-optional-locks",
    "status",
    "--porcelain=v1",
    "-z",
    "--no-renames",
    "--",
    ".",
  ]);
  return text.split("\0").filter((line) => line !== "").length;
}

/** The bytes of objects, in the order asked for. */
export async function readObjects(folder: string, objects: readonly string[]): Promise<Buffer[]> {
  const child = spawn("git", [...SAFE, "cat-file", "--batch"], {
    cwd: folder,
    stdio: ["pipe", "pipe", "ignore"],
  });
  child.stdin.end(objects.map((object) => `${object}\n`).join(""));
  const all = await buffer(child.stdout);
  return splitBatch(all, objects.length);
}

/** Each object comes as "<id> blob <size>\n<bytes>\n". */
function splitBatch(all: Buffer, count: number): Buffer[] {
  const contents: Buffer[] = [];
  let at = 0;
  while (contents.length < count) {
    const end = all.indexOf("\n", at);
    const size = Number(all.toString("utf8", at, end).split(" ")[2]);
    if (end < 0 || !Number.isInteger(size))
      throw new Error("git cat-file did not give an object that it lists");
    contents.push(all.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

async function git(folder: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run("git", [...SAFE, ...args], { cwd: folder, maxBuffer: MAX_BYTES });
  return stdout;
}
