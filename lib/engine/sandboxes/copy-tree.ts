// Copies files between host and environment. Links are copied as links and never followed; nothing is shared between
// source and copy; sockets, pipes and devices are left out.
import {
  chmodSync,
  constants,
  copyFileSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from "node:fs";
import { copyFile } from "node:fs/promises";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import type { Owner } from "./owner";

export interface CopyOptions {
  /** Whose the copies shall be; null: ours. */
  owner: Owner | null;
  signal: AbortSignal;
}

/** Larger files are copied in the background: for small ones, asking for that costs more than the copy. */
const SMALL_BYTES = 256 * 1024;
/** A folder this long gives others their turn. */
const SLICE = 100;

/** Copies what a folder holds into another one, which exists. @throws the signal's reason; errors of the file system */
export async function copyContent(from: string, to: string, options: CopyOptions): Promise<void> {
  for (const [index, name] of readdirSync(from).entries()) {
    if (index % SLICE === SLICE - 1) await turn();
    await copyTree(path.join(from, name), path.join(to, name), options);
  }
}

/** Copies a file, link or folder to a path where nothing is. @throws as `copyContent` */
export async function copyTree(from: string, to: string, options: CopyOptions): Promise<void> {
  options.signal.throwIfAborted();
  const stats = lstatSync(from);
  if (stats.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (stats.isDirectory()) {
    mkdirSync(to);
    await copyContent(from, to, options);
    chmodSync(to, ownerMay(stats.mode, 0o700));
  } else if (stats.isFile()) {
    if (stats.size > SMALL_BYTES) await copyFile(from, to, HOW);
    else copyFileSync(from, to, HOW);
    chmodSync(to, ownerMay(stats.mode, 0o600));
  } else return;
  if (options.owner !== null) lchownSync(to, options.owner.uid, options.owner.gid);
}

const HOW = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE;

/** The same rights without setuid and the like; the owner keeps those that the environment needs. */
function ownerMay(mode: number, least: number): number {
  return (mode & 0o777) | least;
}
