// Operators on the flow: leaving early, statements taken into a block or out of it.
import type { AnyNode } from "acorn";
import { quote, type Operator, type Proposal } from "@/lib/engine/agents/repair/operators/operator";
import { isListed, nextStatement, parentOf, textOf, type Placed } from "@/lib/engine/agents/repair/syntax";

const ENDS = /^(?:Return|Break|Continue|Throw)Statement$/;

/** `break` to `continue` and back; either, or `return`, at the end of a branch that goes on. */
export const leaving: Operator = (placed, { file }) => {
  const { node } = placed;
  const isLooped = isInLoop(placed);
  if (node.type === "BreakStatement" || node.type === "ContinueStatement") {
    const words = node.type === "BreakStatement" ? ["continue", "return"] : ["break", "return"];
    return words
      .filter((word) => word !== "continue" || isLooped)
      .map((word) => ({
        after: `${word};`,
        family: "statement",
        prior: 1,
        idea: `${quote(textOf(file, node))} should be \`${word}\``,
      }));
  }
  if (node.type !== "IfStatement" || node.consequent.type !== "BlockStatement") return [];
  const last = node.consequent.body.at(-1);
  if (!last || ENDS.test(last.type)) return [];
  const indent = indentAt(file.source, last.start);
  return (isLooped ? ["continue", "break", "return"] : ["return"]).map((word) => ({
    at: { start: last.end, end: last.end },
    after: `\n${indent}${word};`,
    family: "insertion",
    prior: 0.5,
    idea: `after ${quote(textOf(file, last))} nothing else should be done: \`${word}\` is missing`,
  }));
};

/** True for code that a loop of its own function repeats. */
export function isInLoop({ ancestors }: Placed): boolean {
  const inner = ancestors
    .slice(0, -1)
    .findLast(({ type }) => /^(?:For|While|DoWhile|Function|Arrow)/.test(type));
  return inner !== undefined && !/^(?:Function|Arrow)/.test(inner.type);
}

/** A statement taken into the block that follows it, or out of the block that it ends or begins. */
export const relocation: Operator = (placed, { file }) => {
  const { node, ancestors } = placed;
  if (!isListed(placed) || ENDS.test(node.type)) return [];
  const text = textOf(file, node);
  return [...intoNext(placed, text), ...outOf(placed, text)].map((move) => ({
    ...move,
    family: "statement",
    prior: 0.4,
  }));

  function intoNext(moved: Placed, statement: string): Omit<Proposal, "family" | "prior">[] {
    const next = nextStatement(moved);
    const block = next && bodyOf(next);
    const [first] = block?.body ?? [];
    if (!next || !block || !first) return [];
    const indent = indentAt(file.source, first.start);
    const head = file.source.slice(next.start, first.start);
    const rest = file.source.slice(first.start, next.end);
    return [
      {
        at: { start: node.start, end: next.end },
        after: `${head}${statement}\n${indent}${rest}`,
        idea: `${quote(statement)} belongs into ${quote(head)}`,
      },
    ];
  }

  function outOf(moved: Placed, statement: string): Omit<Proposal, "family" | "prior">[] {
    const block = parentOf(moved);
    const around = ancestors.at(-3);
    if (block?.type !== "BlockStatement" || !around || bodyOf(around) !== block || block.body.length < 2)
      return [];
    const indent = indentAt(file.source, around.start);
    const isLast = block.body.at(-1) === node;
    if (!isLast) return [];
    const previous = block.body.at(-2);
    if (!previous) return [];
    const kept = file.source.slice(around.start, previous.end);
    const closing = file.source.slice(node.end, around.end);
    return [
      {
        at: around,
        after: `${kept}${closing}\n${indent}${statement}`,
        idea: `${quote(statement)} should be done after the block and not in it`,
      },
    ];
  }
};

function bodyOf(node: AnyNode) {
  switch (node.type) {
    case "IfStatement":
      return node.alternate || node.consequent.type !== "BlockStatement" ? null : node.consequent;
    case "ForStatement":
    case "ForOfStatement":
    case "ForInStatement":
    case "WhileStatement":
      return node.body.type === "BlockStatement" ? node.body : null;
    default:
      return null;
  }
}

/** The white space at the beginning of the line. */
export function indentAt(source: string, at: number): string {
  const start = source.lastIndexOf("\n", at - 1) + 1;
  return /^\s*/.exec(source.slice(start, at))?.[0] ?? "";
}

/** Every operator on the flow. */
export const flowOperators: readonly Operator[] = [leaving, relocation];
