// Processor time of this process and of everything that it has started and waited for.
import { readFileSync } from "node:fs";

/** Ticks a second of /proc on every Linux that Node runs on. */
const TICKS = 100;

/**
 * Seconds of processor time so far, user and system, ended children and their children included. Without /proc (not
 * Linux) children are left out.
 */
export function spentCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6 + childSeconds();
}

function childSeconds(): number {
  if (process.platform !== "linux") return 0;
  const stat = readFileSync("/proc/self/stat", "utf8");
  // The name of the program, in parentheses, may hold spaces. cutime and cstime are fields 16 and 17.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS;
}
