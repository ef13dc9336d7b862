// What a command of the command line is, and how its arguments are read.
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import type { Env } from "@/lib/server/env";

export interface CommandContext {
  env: Pick<Env, "home" | "userFolder">;
  /** Writes to stdout: the answer. */
  out(text: string): void;
  /** Writes to stderr: progress and errors. */
  err(text: string): void;
  /** True when stderr is read by a person as it comes. */
  isWatched: boolean;
  /** Standard input. */
  input: AsyncIterable<Uint8Array>;
  /** Aborted when the process is asked to end. */
  stop: AbortSignal;
}

export interface Command {
  name: string;
  /** "ingest PATH... [--json]" */
  usage: string;
  /** One sentence for the list of commands. */
  summary: string;
  /** @returns the exit code: 0, or 1 when something asked for failed */
  run(args: string[], context: CommandContext): Promise<number>;
}

/** Arguments that cannot be understood: told with the usage, exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something asked for that cannot be done: told in one sentence, exit code 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/**
 * Options and positional arguments. A number below 0 after an option is its value.
 * @throws UsageError for an option that the command does not have, or one without its value
 */
export function readArguments<O extends ParseArgsOptionsConfig>(args: string[], options: O) {
  try {
    const joined = joinNegatives(args, options);
    return parseArgs({ args: joined, options, allowPositionals: true, strict: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(sayMisread(error.message, args));
  }
}

/** `--seed -1` as `--seed=-1`, because the parser takes every word with a dash for an option. */
function joinNegatives(args: readonly string[], options: ParseArgsOptionsConfig): string[] {
  const end = args.indexOf("--");
  const names = namesOfValues(options);
  const joined: string[] = [];
  args.forEach((arg, position) => {
    const before = joined.at(-1);
    const isValue = before !== undefined && names.has(before) && /^-\d+(\.\d+)?$/.test(arg);
    if (!isValue || (end !== -1 && position > end)) joined.push(arg);
    else joined.splice(-1, 1, before.startsWith("--") ? `${before}=${arg}` : before + arg);
  });
  return joined;
}

function namesOfValues(options: ParseArgsOptionsConfig): Set<string> {
  const withValue = Object.entries(options).filter(([, { type }]) => type === "string");
  return new Set(
    withValue.flatMap(([name, { short }]) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]),
  );
}

/** The parser's message in fewer words. */
function sayMisread(message: string, args: readonly string[]): string {
  const missing = /^Option '([^ ',]+).*' argument (missing|is ambiguous)/.exec(message);
  const [, name, trouble] = missing ?? [];
  if (name === undefined) return message.split(/\. To specify|\n/)[0] ?? message;
  if (trouble === "missing") return `${name}: its value is missing`;
  const value = args[args.indexOf(name) + 1] ?? "";
  const written = name.startsWith("--") ? `${name}=${value}` : name + value;
  return `${name}: its value is missing; one that begins with a dash is written ${written}`;
}

/** The only positional argument. @throws UsageError when there is none, or more than one */
export function onlyArgument(positionals: readonly string[], name: string): string {
  const [first, second] = positionals;
  if (first === undefined) throw new UsageError(`${name} is missing`);
  if (second !== undefined) throw new UsageError(`one ${name} is wanted, and "${second}" is one too many`);
  return first;
}

/** At least one positional argument. @throws UsageError when there is none */
export function someArguments(positionals: readonly string[], name: string): string[] {
  if (positionals.length === 0) throw new UsageError(`${name} is missing`);
  return [...positionals];
}

/** @throws UsageError when there is a positional argument */
export function noArguments(positionals: readonly string[]): void {
  if (positionals[0] !== undefined) throw new UsageError(`"${positionals[0]}" is not expected here`);
}
