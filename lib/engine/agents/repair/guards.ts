// Where a file is to be guarded against running forever: a call at the beginning of each turn of a loop and of each
// function. A counter ends what would not end at the same turn every time, and long before a time limit would.
import type { AnyNode } from "acorn";
import { isFunction, listNodes, parseFile } from "@/lib/engine/agents/repair/syntax";

/** What is put at a guarded place: the call alone, or the call and a brace around a loop's single statement. */
type Mark = ";" | "{" | "}";

/**
 * The places of a file's guards, in the order of the source: "120; 240{ 260}". "" for a file with a syntax error.
 * @param source the text that the offsets mean
 */
export function listGuards(path: string, source: string): string {
  const file = parseFile(path, source);
  if (!file) return "";
  return listNodes(file)
    .flatMap(({ node }) => guardsOf(node))
    .map(([offset, mark], index) => ({ offset, mark, index }))
    .toSorted((a, b) => a.offset - b.offset || a.index - b.index)
    .map(({ offset, mark }) => `${offset}${mark}`)
    .join(" ");
}

/** What may hold a guarded place, or end one. */
const STRUCTURE = /[{}]|=>|\b(?:for|while|do|function)\b/;

/**
 * The guards of a file that was changed in one place, from those it had. Where the change is of no loop or function
 * they only move along, which spares reading the file again.
 */
export function moveGuards(path: string, before: string, guards: string, after: string): string {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const isStructure = (text: string) => STRUCTURE.test(text.slice(start, text.length - end));
  if (isStructure(before) || isStructure(after)) return listGuards(path, after);
  const moved = after.length - before.length;
  return guards.replace(/\d+/g, (place) => (Number(place) <= start ? place : String(Number(place) + moved)));
}

function guardsOf(node: AnyNode): [number, Mark][] {
  if (isFunction(node) && "body" in node && !Array.isArray(node.body)) {
    return node.body?.type === "BlockStatement" ? [[node.body.start + 1, ";"]] : [];
  }
  switch (node.type) {
    case "ForStatement":
    case "ForInStatement":
    case "ForOfStatement":
    case "WhileStatement":
    case "DoWhileStatement":
      if (node.body.type === "BlockStatement") return [[node.body.start + 1, ";"]];
      return [
        [node.body.start, "{"],
        [node.body.end, "}"],
      ];
    default:
      return [];
  }
}
