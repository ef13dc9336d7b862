// What an edit replaces by what, as far as the step shows it: by this an edit is known to take another one back.
import { readDiffHunks } from "@/lib/engine/evidence/diff-hunks";

/** A text and what came in its place; both may be parts of lines. */
export interface Replacement {
  before: string;
  after: string;
}

/** True when the second puts back what the first replaced. */
export function isReverse(one: Replacement, other: Replacement): boolean {
  return one.before !== one.after && one.before === other.after && one.after === other.before;
}

/** The lines that a unified diff, or a piece of an `apply_patch` text, takes away and puts in; null when it changes none. */
export function readDiffReplacement(diff: string): Replacement | null {
  const hunks = readDiffHunks(diff);
  const lines = (hunks.length > 0 ? hunks.map(({ text }) => text).join("\n") : diff).split("\n");
  const linesOf = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join("\n");
  const replacement = { before: linesOf("-"), after: linesOf("+") };
  return replacement.before === "" && replacement.after === "" ? null : replacement;
}

/**
 * The replacement of a `sed` expression with one `s` command, with its address before both texts; null for other
 * expressions, whose effect the expression alone does not tell.
 */
export function readSedReplacement(expression: string): Replacement | null {
  const [, address = "", mark = ""] = /^((?:\d+(?:,\d+)?)?)s([^\w\s\\])/.exec(expression.trim()) ?? [];
  if (mark === "") return null;
  const parts = splitUnescaped(expression.trim().slice(address.length + 2), mark);
  const [from, to, flags, ...rest] = parts;
  if (from === undefined || to === undefined || rest.length > 0 || !/^[gI\d]*$/.test(flags ?? ""))
    return null;
  return { before: `${address}:${plainText(from)}`, after: `${address}:${plainText(to)}` };
}

function splitUnescaped(text: string, mark: string): string[] {
  const parts = [""];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === mark) parts.push("");
    else {
      const taken = character === "\\" ? text.slice(at, at + 2) : character;
      parts.push(`${parts.pop() ?? ""}${taken}`);
      at += taken.length - 1;
    }
  }
  return parts;
}

function plainText(pattern: string): string {
  return pattern.replace(/\\(.)/g, "$1");
}
