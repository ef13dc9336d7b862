// The command line as tests use it: in this process, with what it writes kept.
import { Readable } from "node:stream";
import type { CommandContext } from "@/lib/cli/command";
import { runCommandLine } from "@/lib/cli/run";

/** What a command line answered. */
export interface PlayoffAnswer {
  /** 0 good, 1 something asked for failed, 2 not understood */
  code: number;
  out: string;
  err: string;
  /** What was written to stdout, to be parsed by a schema. */
  json: () => unknown;
}

/** Runs `playoff ARGS` to its end. `piped` is what it finds on standard input. */
export async function runPlayoff(
  env: CommandContext["env"],
  args: readonly string[],
  piped: readonly Uint8Array[] = [],
): Promise<PlayoffAnswer> {
  const written = { out: "", err: "" };
  const code = await runCommandLine(args, {
    env,
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    input: Readable.from(piped),
    isWatched: false,
    stop: new AbortController().signal,
  });
  return { code, ...written, json: () => JSON.parse(written.out) as unknown }; // parsed by the caller's schema
}
