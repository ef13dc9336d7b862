// Folders for temporary files. Their names say which process made them, so that what a killed process has left behind
// is known as such.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isAlive } from "@/lib/utils/is-alive";

const KINDS = ["env", "task", "trial", "logs", "probe"] as const;

/** What a folder is for. */
export type TempKind = (typeof KINDS)[number];

const NAME = new RegExp(`^playoff-(?:${KINDS.join("|")})-([1-9][0-9]*)-`);

/** Makes a new folder, for this user alone. Its maker removes it. */
export function makeTempFolder(kind: TempKind, base = tmpdir()): Promise<string> {
  return mkdtemp(path.join(base, `playoff-${kind}-${process.pid}-`));
}

/** True when a folder of this name was made here by a process that is gone: nobody will remove it. */
export function isLeftBehind(name: string): boolean {
  const [, pid] = NAME.exec(name) ?? [];
  return pid !== undefined && !isAlive(Number(pid));
}
