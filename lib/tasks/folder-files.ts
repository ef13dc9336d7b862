// The files of a folder, and nothing outside it: every link is followed to see that it stays inside.
import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readFile, readlink, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { TaskError } from "@/lib/tasks/task-source";

/** A file or link below a folder. */
export interface FolderFile {
  /** Relative to the folder, with "/". */
  path: string;
  kind: "file" | "link";
  executable: boolean;
}

/**
 * All files and links below a real path, sorted by path; folders named in `without` are passed over wherever they
 * stand.
 * @throws TaskError at a link that leads out of the folder, and at what is neither file, folder nor link
 */
export async function listFiles(root: string, without: readonly string[] = []): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (without.includes(entry.name)) continue;
      if (entry.isDirectory()) folders.push(path);
      else files.push(await describe(root, path));
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The real path of something in the folder, or null when it is not there.
 * @param root a real path
 * @throws TaskError when it lies outside
 */
export async function insideFolder(root: string, path: string): Promise<string | null> {
  const target = await realpath(join(root, path)).catch(() => null);
  if (target === null || isInside(root, target)) return target;
  throw leadsOut(root, path);
}

/** A text file in the folder, or null when it is not there. @throws TaskError when it leads outside */
export async function readInside(root: string, path: string): Promise<string | null> {
  const file = await insideFolder(root, path);
  return file === null ? null : readFile(file, "utf8");
}

/** SHA-256 over paths, kinds and bytes of the files of a folder, and over the texts given besides; hex. */
export async function checksumFiles(
  root: string,
  files: readonly FolderFile[],
  besides: readonly string[] = [],
): Promise<string> {
  const hash = createHash("sha256");
  for (const { path, kind, executable } of files) {
    addText(hash, `${kind === "link" ? "link" : executable ? "program" : "file"} ${path}`);
    if (kind === "link") addText(hash, await readlink(join(root, path)));
    else addText(hash, await checksumFile(join(root, path)));
  }
  for (const text of besides) addText(hash, text);
  return hash.digest("hex");
}

/** The length first, so that no two lists of texts give the same bytes. */
export function addText(hash: Hash, text: string): void {
  hash.update(`${String(Buffer.byteLength(text))}:${text}`);
}

async function checksumFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function describe(root: string, path: string): Promise<FolderFile> {
  const status = await lstat(join(root, path));
  if (status.isFile()) return { path, kind: "file", executable: (status.mode & 0o100) !== 0 };
  if (!status.isSymbolicLink()) {
    throw new TaskError(`"${path}" in ${root} is neither a file nor a folder. Remove it.`);
  }
  await checkLink(root, path);
  return { path, kind: "link", executable: false };
}

/** A link that leads to nothing is kept when its words stay inside. */
async function checkLink(root: string, path: string): Promise<void> {
  const words = await readlink(join(root, path));
  if (isAbsolute(words)) {
    throw new TaskError(
      `The link "${path}" in ${root} is absolute and would lead elsewhere in a copy. Make it relative.`,
    );
  }
  const target = await insideFolder(root, path);
  if (target === null && !isInside(root, resolve(root, dirname(path), words))) throw leadsOut(root, path);
}

function leadsOut(root: string, path: string): TaskError {
  return new TaskError(
    `"${path}" in ${root} leads out of the folder. Replace it by a copy of what is meant.`,
  );
}

function isInside(root: string, target: string): boolean {
  const path = relative(root, target);
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
