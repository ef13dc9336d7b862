// What a process and all its descendants use, read from /proc. Linux only.
import { readFileSync, readdirSync } from "node:fs";

export interface TreeUse {
  processes: number;
  /** Resident memory; pages that several share count once each. */
  memoryBytes: number;
}

const PAGE_BYTES = 4096;

/**
 * The use of the tree below `root`, itself not counted. Stops counting at `most` processes: more are not told apart.
 * Processes that end meanwhile are left out.
 */
export function measureTree(root: number, most: number): TreeUse {
  const use: TreeUse = { processes: 0, memoryBytes: 0 };
  const waiting = [...childrenOf(root)];
  for (let pid = waiting.pop(); pid !== undefined && use.processes < most; pid = waiting.pop()) {
    use.processes += 1;
    use.memoryBytes += residentBytes(pid);
    waiting.push(...childrenOf(pid));
  }
  return use;
}

function childrenOf(pid: number): number[] {
  const tasks = ignoreGone(() => readdirSync(`/proc/${pid}/task`), []);
  return tasks.flatMap((task) =>
    ignoreGone(() => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8"), "")
      .split(" ")
      .filter((text) => text !== "")
      .map(Number),
  );
}

function residentBytes(pid: number): number {
  const pages = ignoreGone(() => readFileSync(`/proc/${pid}/statm`, "utf8"), "").split(" ")[1];
  return Number(pages ?? 0) * PAGE_BYTES;
}

function ignoreGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      ["ENOENT", "ESRCH", "EACCES"].includes(String(error.code))
    )
      return otherwise;
    throw error;
  }
}
