// Copies files between host and environment. Links are copied as links and never followed; nothing is shared
// between source and copy; sockets, pipes and devices are left out.
import { constants, type Stats } from "node:fs";
import { chmod, copyFile, lstat, mkdir, readdir, readlink, symlink } from "node:fs/promises";
import path from "node:path";
import { giveTo, type Owner } from "./owner";

export interface CopyOptions {
  /** Whose the copies shall be; null: ours. */
  owner: Owner | null;
  signal: AbortSignal;
}

/** Copies what a folder holds into another one, which exists. @throws the signal's reason; errors of the file system */
export async function copyContent(from: string, to: string, options: CopyOptions): Promise<void> {
  for (const name of await readdir(from)) {
    await copyTree(path.join(from, name), path.join(to, name), options);
  }
}

/** Copies a file, link or folder to a path where nothing is. @throws as `copyContent` */
export async function copyTree(from: string, to: string, options: CopyOptions): Promise<void> {
  options.signal.throwIfAborted();
  const stats = await lstat(from);
  if (stats.isSymbolicLink()) await symlink(await readlink(from), to);
  else if (stats.isDirectory()) await copyFolder(from, to, stats, options);
  else if (stats.isFile()) await copyBytes(from, to, stats);
  else return;
  await giveTo(options.owner, to);
}

async function copyFolder(from: string, to: string, stats: Stats, options: CopyOptions): Promise<void> {
  await mkdir(to);
  await copyContent(from, to, options);
  await chmod(to, ownerMay(stats.mode, 0o700));
}

async function copyBytes(from: string, to: string, stats: Stats): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  await chmod(to, ownerMay(stats.mode, 0o600));
}

/** The same rights without setuid and the like; the owner keeps those that the environment needs. */
function ownerMay(mode: number, least: number): number {
  return (mode & 0o777) | least;
}
