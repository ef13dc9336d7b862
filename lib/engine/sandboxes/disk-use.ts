// How much an environment has written. Asking the file system for its free space costs nothing, looking at every file
// does: the files are looked at only when space has gone, and now and then.
import { lstatSync, readdirSync, statfsSync, type Stats } from "node:fs";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";

/** What a file or folder uses at least: an entry and an inode are not free either. */
const LEAST_BYTES = 4_096;
/** Entries looked at before others get their turn. */
const SLICE = 1_000;
const REGULARLY_MS = 2_000;

export interface DiskGuard {
  /**
   * True when more is used than allowed; looks closely only when there is reason to.
   * @param unnamedBytes what is used by files that have no name
   */
  isFull(now: number, unnamedBytes: () => number): Promise<boolean>;
}

/**
 * Watches a folder. What lies there at first is allowed as well.
 * @param limitBytes what may be used in all
 */
export async function diskGuard(folder: string, limitBytes: number): Promise<DiskGuard> {
  const allowed = Math.max(limitBytes, await diskUse(folder, Infinity));
  const reason = Math.max(1024 * 1024, limitBytes / 10);
  let mostFree = freeBytes(folder);
  let nextLook = 0;
  return {
    async isFull(now, unnamedBytes) {
      const free = freeBytes(folder);
      mostFree = Math.max(mostFree, free);
      if (mostFree - free < reason && now < nextLook) return false;
      const start = performance.now();
      const used = unnamedBytes() + (await diskUse(folder, allowed));
      mostFree = free;
      nextLook = now + REGULARLY_MS + 20 * (performance.now() - start);
      return used > allowed;
    },
  };
}

function freeBytes(folder: string): number {
  const { bfree, bsize } = statfsSync(folder);
  return bfree * bsize;
}

/** Bytes on disk of everything in a folder. Stops at `enough`. Files that come and go meanwhile may be missed. */
export async function diskUse(folder: string, enough: number): Promise<number> {
  const linked = new Set<number>();
  const folders = [folder];
  let bytes = 0;
  let looked = 0;
  for (let next = folders.pop(); next !== undefined && bytes <= enough; next = folders.pop()) {
    for (const name of namesIn(next)) {
      const file = path.join(next, name);
      const stats = lstatSync(file, { throwIfNoEntry: false });
      if (stats !== undefined && !isSeen(linked, stats)) bytes += Math.max(LEAST_BYTES, stats.blocks * 512);
      if (stats?.isDirectory()) folders.push(file);
      looked += 1;
      if (looked % SLICE === 0) await turn();
    }
  }
  return bytes;
}

function isSeen(linked: Set<number>, stats: Stats): boolean {
  if (stats.nlink < 2 || stats.isDirectory()) return false;
  if (linked.has(stats.ino)) return true;
  linked.add(stats.ino);
  return false;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // gone, or closed by its owner: its size is then not known
  }
}
