// The processes of one running command: how much they use, and how all of them are killed.
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import type { EnvironmentLimits } from "@/lib/engine/ports";
import { isCode } from "./mounts";

export interface ProcessTree {
  /** Kills all of them; the child's "exit" says when they are gone. */
  kill(): void;
  /** The limit that they break now, or null. */
  broken(limits: EnvironmentLimits): "memory" | "processes" | null;
}

/** Threads that a process may have on average: Node begins with a dozen. */
export const THREADS = 16;
/** The namespace's first process is not the command's. */
const OWN_PROCESSES = 1;
/** How long the sandbox may take to say which process is its first. */
const START_MS = 2_000;

/** A process group of its own. What leaves the group is neither counted nor killed: that is no sandbox. */
export function groupTree(child: ChildProcess): ProcessTree {
  const kill = () => {
    if (child.pid !== undefined) killQuietly(-child.pid);
  };
  child.once("exit", kill);
  return {
    kill,
    broken: (limits) => brokenLimit("/proc", inGroup(processesIn("/proc"), child.pid), limits),
  };
}

/**
 * A PID namespace: when its first process dies, the kernel kills all the others, whatever they have done.
 * @param child bwrap, which tells the first process on file descriptor 3 (--info-fd) and outlives it
 */
export function namespaceTree(child: ChildProcess): ProcessTree {
  let first: number | null = null;
  let hasStarted = false;
  let isUnwanted = false;
  child.stdio[3]?.once("data", (info: Buffer) => {
    first = firstPid(info);
    if (isUnwanted && first !== null) killQuietly(first);
  });
  return {
    kill() {
      isUnwanted = true;
      if (first !== null) killQuietly(first);
      // Only if that did not help: bwrap ends its sandbox when it dies, but then nobody waits for the sandbox.
      const lastResort = setTimeout(() => child.kill("SIGKILL"), START_MS);
      child.once("exit", () => clearTimeout(lastResort));
    },
    broken(limits) {
      if (first === null) return null;
      hasStarted ||= isBeyondBubblewrap(first);
      if (!hasStarted) return null;
      // The namespace's own /proc holds its processes and no others.
      const proc = `/proc/${String(first)}/root/proc`;
      return brokenLimit(proc, processesIn(proc), limits);
    },
  };
}

function firstPid(info: Buffer): number | null {
  const pid = /"child-pid": *(\d+)/.exec(info.toString("utf8"))?.[1];
  return pid === undefined ? null : Number(pid);
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
