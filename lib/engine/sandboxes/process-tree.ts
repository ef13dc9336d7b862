// The processes of one running command: how much they use, and how all of them are killed.
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import type { EnvironmentLimits } from "@/lib/engine/ports";
import { isCode } from "./mounts";
import type { StartedProgram } from "./starter";

export interface ProcessTree {
  /** Kills all of them; the end of the command says when they are gone. */
  kill(): void;
  /** The limit that they break now, or null. */
  broken(limits: EnvironmentLimits): "memory" | "processes" | null;
  /** Bytes in files that they hold open and that have no name any more, or never had one; 0 where nobody can tell. */
  unnamedBytes(): number;
}

/** Threads that a process may have on average: Node begins with a dozen. */
export const THREADS = 16;
/** The namespace's first process is not the command's. */
const OWN_PROCESSES = 1;

/** A process group of its own. What leaves the group is neither counted nor killed: that is no sandbox. */
export function groupTree(child: ChildProcess): ProcessTree {
  const kill = () => {
    if (child.pid !== undefined) killQuietly(-child.pid);
  };
  child.once("exit", kill);
  return {
    kill,
    broken: (limits) => brokenLimit("/proc", inGroup(processesIn("/proc"), child.pid), limits),
    unnamedBytes: () => 0,
  };
}

/** A PID namespace: when its first process dies, the kernel kills all the others, whatever they have done. */
export function namespaceTree(program: StartedProgram): ProcessTree {
  let first: number | null = null;
  let hasStarted = false;
  let isUnwanted = false;
  /** The namespace's own /proc, which holds its processes and no others; null until it is there. */
  const ownProc = () => {
    if (first === null) return null;
    hasStarted ||= isBeyondBubblewrap(first);
    return hasStarted ? `/proc/${String(first)}/root/proc` : null;
  };
  program.onFirstProcess((pid) => {
    first = pid;
    if (isUnwanted) killQuietly(pid);
  });
  return {
    kill() {
      isUnwanted = true;
      if (first !== null) killQuietly(first);
    },
    broken(limits) {
      const proc = ownProc();
      return proc === null ? null : brokenLimit(proc, processesIn(proc), limits);
    },
    unnamedBytes() {
      const proc = ownProc();
      return proc === null ? 0 : unnamedBytes(proc, processesIn(proc));
    },
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!isCode(error, "ESRCH")) throw error;
  }
}

/** Until bwrap has become the command's shell, its /proc is still the host's. */
function isBeyondBubblewrap(pid: number): boolean {
  try {
    return !readlinkSync(`/proc/${String(pid)}/exe`).endsWith("/bwrap");
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
}

function brokenLimit(proc: string, pids: string[], limits: EnvironmentLimits): "memory" | "processes" | null {
  let kilobytes = 0;
  let threads = 0;
  if (pids.length > limits.processes + OWN_PROCESSES) return "processes";
  for (const pid of pids) {
    const status = readOrNothing(`${proc}/${pid}/status`);
    kilobytes += memberOf(status, "RssAnon") + memberOf(status, "RssShmem") + memberOf(status, "VmSwap");
    threads += memberOf(status, "Threads");
    if (threads > THREADS * limits.processes) return "processes";
    if (kilobytes > limits.memoryMb * 1024) return "memory";
  }
  return null;
}

function unnamedBytes(proc: string, pids: string[]): number {
  const bytes = new Map<string, number>();
  for (const folder of pids.map((pid) => `${proc}/${pid}/fd`)) {
    for (const fd of readable(() => readdirSync(folder), [])) {
      const stats = readable(() => statSync(`${folder}/${fd}`), null);
      if (stats?.isFile() && stats.nlink === 0) bytes.set(`${stats.dev}:${stats.ino}`, stats.blocks * 512);
    }
  }
  return [...bytes.values()].reduce((sum, each) => sum + each, 0);
}

/** What a process that is just ending shows nobody counts as nothing. */
function readable<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function processesIn(proc: string): string[] {
  try {
    return readdirSync(proc).filter((name) => /^\d+$/.test(name));
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function inGroup(pids: string[], group: number | undefined): string[] {
  // pid (name) state ppid pgrp ...; the name may hold anything.
  const groupIn = (stat: string) => Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[2]);
  return pids.filter((pid) => groupIn(readOrNothing(`/proc/${pid}/stat`)) === group);
}

/** A process may end at any moment: then there is nothing to read. */
function readOrNothing(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    if (isGone(error)) return "";
    throw error;
  }
}

function memberOf(status: string, name: string): number {
  const at = status.indexOf(`\n${name}:`);
  return at < 0 ? 0 : Number.parseInt(status.slice(at + name.length + 2), 10);
}

function isGone(error: unknown): boolean {
  return isCode(error, "ENOENT") || isCode(error, "ESRCH");
}
