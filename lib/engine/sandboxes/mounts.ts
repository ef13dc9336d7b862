// Where paths as commands see them lie on the host. A command may plant links that lead anywhere ("x -> /etc/shadow"):
// each part of a path is looked at, and links are followed within the mounts only.
import { lstat, readlink } from "node:fs/promises";
import path from "node:path";

/** A folder of the host, and where commands see it. */
export interface Mount {
  inside: string;
  host: string;
}

/** The host path of something seen by commands; `exists` is false when nothing is there yet. */
export interface HostPath {
  host: string;
  exists: boolean;
}

const MAX_LINKS = 40;
const parts = (file: string) => file.split("/").filter((part) => part !== "" && part !== ".");

/** Where an absolute path lies when none of its parts is a link; null when it is in no mount. */
export function placeOf(mounts: readonly Mount[], inside: string): string | null {
  const holding = mounts.filter((mount) => isWithin(inside, mount.inside));
  const nearest = holding.reduce<Mount | null>(
    (best, mount) => (best === null || mount.inside.length > best.inside.length ? mount : best),
    null,
  );
  return nearest === null ? null : path.join(nearest.host, path.posix.relative(nearest.inside, inside));
}

/**
 * Follows an absolute path as a command would. Nothing may run in the environment meanwhile.
 * @returns null when it leads out of the mounts, through something that is no folder or is shut, or in circles
 */
export async function resolveInside(mounts: readonly Mount[], inside: string): Promise<HostPath | null> {
  let todo = parts(inside);
  let current = "/";
  let links = 0;
  for (let part = todo.shift(); part !== undefined; part = todo.shift()) {
    const next = part === ".." ? path.posix.dirname(current) : path.posix.join(current, part);
    const found = await lookAt(mounts, next);
    if (found === "outside") return null;
    if (found === "missing") return todo.includes("..") ? null : missing(mounts, [next, ...todo]);
    if (typeof found === "string") current = next;
    else {
      links += 1;
      if (links > MAX_LINKS) return null;
      todo = [...parts(found.target), ...todo];
      if (path.posix.isAbsolute(found.target)) current = "/";
    }
  }
  const host = placeOf(mounts, current);
  return host === null ? null : { host, exists: true };
}

function missing(mounts: readonly Mount[], rest: string[]): HostPath | null {
  const host = placeOf(mounts, path.posix.join(...rest));
  return host === null ? null : { host, exists: false };
}

type Found = "there" | "missing" | "outside" | { target: string };

async function lookAt(mounts: readonly Mount[], inside: string): Promise<Found> {
  if (mounts.some((mount) => isWithin(mount.inside, inside))) return "there";
  const host = placeOf(mounts, inside);
  if (host === null) return "outside";
  try {
    return (await lstat(host)).isSymbolicLink() ? { target: await readlink(host) } : "there";
  } catch (error) {
    if (isCode(error, "ENOENT")) return "missing";
    if (["ENOTDIR", "ENAMETOOLONG", "EACCES"].some((code) => isCode(error, code))) return "outside";
    throw error;
  }
}

/** True for the folder itself and everything below it. */
export function isWithin(file: string, folder: string): boolean {
  return folder === "/" || file === folder || file.startsWith(`${folder}/`);
}

/** Whether an error of the file system has this code: "ENOENT". */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
