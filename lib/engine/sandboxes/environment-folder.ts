// The folder of the host in which an environment keeps its files, and the removal of what killed processes have left.
import { chmodSync, lstatSync, readdirSync } from "node:fs";
import { chmod, mkdir, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { isLeftBehind, makeTempFolder } from "@/lib/utils/temp-folder";
import { isCode } from "./mounts";
import { giveTo, type Owner } from "./owner";

export interface EnvironmentFolder {
  path: string;
  workspace: string;
  /** For temporary files. */
  tmp: string;
  owner: Owner | null;
}

/** Makes a new folder, readable by its owner alone. */
export async function makeFolder(base: string, owner: Owner | null): Promise<EnvironmentFolder> {
  const folder = await makeTempFolder("env", base);
  const made = {
    path: folder,
    workspace: path.join(folder, "workspace"),
    tmp: path.join(folder, "tmp"),
    owner,
  };
  await giveTo(owner, folder);
  for (const each of [made.workspace, made.tmp, path.join(made.tmp, "home"), path.join(made.tmp, "shm")]) {
    await makeOwned(each, owner);
  }
  return made;
}

/** A folder that everybody may read, for what this process keeps as long as it lives. */
export async function folderForProcess(base: string): Promise<string> {
  const folder = await makeTempFolder("env", base);
  await chmod(folder, 0o755);
  return folder;
}

/** A folder for the owner. Its parent exists. */
export async function makeOwned(folder: string, owner: Owner | null): Promise<void> {
  await mkdir(folder, { mode: 0o755 });
  await giveTo(owner, folder);
}

/** Removes temporary folders whose process is gone. What cannot be removed is left to the next time. */
export async function sweep(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (isLeftBehind(name)) await removeTree(path.join(base, name)).catch(() => undefined);
  }
}

/** Removes a file or folder, also where rights have been taken away from folders in it. */
export async function removeTree(target: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 3 };
  try {
    await rm(target, options);
  } catch (error) {
    if (!isCode(error, "EACCES") && !isCode(error, "EPERM")) throw error;
    makeReadable(target);
    await rm(target, options);
  }
}

/** Gives the owner back the rights that a command has taken from files and folders. Links are left alone. */
export function makeReadable(target: string): void {
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (stats === undefined || !(stats.isFile() || stats.isDirectory())) return;
  const least = stats.isDirectory() ? 0o700 : 0o600;
  try {
    if ((stats.mode & least) !== least) chmodSync(target, (stats.mode & 0o777) | least);
    if (!stats.isDirectory()) return;
    for (const name of readdirSync(target)) makeReadable(path.join(target, name));
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error; // removed meanwhile
  }
}
