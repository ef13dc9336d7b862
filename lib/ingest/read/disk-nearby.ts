// The files around a log, from the disk, within the import's root. Part of read.ts's border to the disk.
import { readFileSync, readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { join, relative } from "node:path";
import type { LookedAt } from "@/lib/domain/status";
import type { Nearby } from "@/lib/ingest/format";
import { makeLogFile, type ReadableLogFile } from "@/lib/ingest/log-file";
import { isInside } from "@/lib/ingest/read/walk";

/** Files beside a log are results and sibling trajectories; larger ones are not worth a join. */
const MAX_NEARBY_BYTES = 64 * 1024 * 1024;

export interface DiskNearby extends Nearby {
  /** The files read so far, in the order of reading. */
  companions(): ReadableLogFile[];
  /** Everything looked at so far, as it was just before. */
  looked(): LookedAt[];
}

/** What folders hold, by real path, as of a time of theirs: for many logs that look into the same large folders. */
export type Listings = Map<string, { mtimeMs: number; names: string[] }>;

/** More folders than lie around one log; who looks into others has moved on. */
const MOST_LISTINGS = 200;

/**
 * Nearby over a folder on the disk. Missing files and folders, and those outside the root, are null and [].
 * @param listings shared among the logs of one walk, so that a folder that has not changed is listed once
 */
export function diskNearby(root: string, listings: Listings = new Map()): DiskNearby {
  const place = placeAt(root);
  const files = new Map<string, ReadableLogFile | null>();
  const folders = new Map<string, string[]>();
  const looked = new Map<string, LookedAt>();
  /** Noted before the reading, so that a change in between shows as one later. */
  const look = (path: string) => {
    const found = place(path);
    if (!looked.has(path)) looked.set(path, { path: join(root, path), found: stampOf(found) });
    return found;
  };
  return {
    read: (path) => remember(files, path, () => readFound(path, look(path))),
    list: (folder) => remember(folders, folder, () => listFound(look(folder), listings)),
    companions: () => [...files.values()].filter((file) => file !== null),
    looked: () => [...looked.values()],
  };
}

/** Looks at absolute paths within a root again, in the way of `looked`: for telling what has changed since. */
export function stampReader(root: string): (path: string) => LookedAt["found"] {
  const place = placeAt(root);
  const known = new Map<string, { stamp: LookedAt["found"] }>();
  return (path) => remember(known, path, () => ({ stamp: stampOf(place(relative(root, path))) })).stamp;
}

interface Found {
  /** Real path. */
  path: string;
  stats: Stats;
}

function stampOf(found: Found | null): LookedAt["found"] {
  return found === null ? null : { bytes: found.stats.size, mtimeMs: found.stats.mtimeMs };
}

function remember<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}

function readFound(path: string, found: Found | null): ReadableLogFile | null {
  if (found === null || !found.stats.isFile() || found.stats.size > MAX_NEARBY_BYTES) return null;
  return makeLogFile(path, readFileSync(found.path));
}

function listFound(found: Found | null, listings: Listings): string[] {
  if (found?.stats.isDirectory() !== true) return [];
  const { mtimeMs } = found.stats;
  const known = listings.get(found.path);
  if (known?.mtimeMs === mtimeMs) return known.names;
  const names = readdirSync(found.path).sort();
  if (listings.size >= MOST_LISTINGS) listings.clear();
  listings.set(found.path, { mtimeMs, names });
  return names;
}

/**
 * What is at a path relative to the root, or null when there is nothing there or it lies outside the root. Most of
 * what formats look for is absent, and that must not cost an exception each time.
 */
function placeAt(root: string): (path: string) => Found | null {
  const realRoot = realpathSync.native(root);
  return (path) => {
    const full = join(root, path);
    try {
      const stats = statSync(full, { throwIfNoEntry: false });
      if (stats === undefined) return null;
      const real = realpathSync.native(full);
      return isInside(real, realRoot) ? { path: real, stats } : null;
    } catch (error) {
      if (error instanceof Error && "code" in error) return null;
      throw error;
    }
  };
}
