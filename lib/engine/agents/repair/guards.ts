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
