import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** More entries than this are taken for too much, so that the count itself stays cheap. */
const MOST_ENTRIES = 50_000;

/**
 * Whether the files below the folders take more than `limit` bytes on the disk. Links are not followed; what vanishes
 * meanwhile is not counted.
 */
export function folderBytes(folders: readonly string[], limit: number): "within" | "over" {
  const waiting = [...folders];
  let [bytes, entries] = [0, 0];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of listFolder(folder)) {
      const path = join(folder, entry.name);
      entries += 1;
      if (entry.isDirectory()) waiting.push(path);
      else bytes += diskBytes(path);
      if (bytes > limit || entries > MOST_ENTRIES) return "over";
    }
  }
  return "within";
}

function listFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

/** Blocks in use, so that a sparse file counts for what it takes. */
function diskBytes(path: string): number {
  try {
    return lstatSync(path).blocks * 512;
  } catch (error) {
    if (isGone(error)) return 0;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && ["ENOENT", "EACCES", "ENOTDIR"].includes(String(error.code))
  );
}
