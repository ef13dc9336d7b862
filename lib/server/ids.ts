import { randomBytes } from "node:crypto";

/** A new id for something that did not come from a file: a letter and 12 hex digits. */
export function newId(letter: "i" | "b" | "v" | "x"): string {
  return `${letter}${randomBytes(6).toString("hex")}`;
}
