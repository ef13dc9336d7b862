import { writeFileSync } from "node:fs";

/** Linux gives a new process at most 128 KB in one argument. */
const LONGEST_BYTES = 100_000;

/**
 * The command, or, when it is too long to be an argument, one that reads it from a file.
 * @param host where the file is written
 * @param seen where the command sees it
 */
export function asArgument(command: string, host: string, seen: string): string {
  if (Buffer.byteLength(command) <= LONGEST_BYTES) return command;
  writeFileSync(host, command, { mode: 0o644 });
  return `. '${seen}'`;
}
