// What a mutation operator is: it looks at one node and says what could be changed there.
import type { AnyNode } from "acorn";
import { replacementKey } from "@/lib/engine/agents/repair/diff";
import type { Family, Mutation } from "@/lib/engine/agents/repair/mutation";
import type { Names } from "@/lib/engine/agents/repair/names";
import { textOf, type Placed, type SyntaxFile } from "@/lib/engine/agents/repair/syntax";

/** A change, as an operator proposes it. */
export interface Proposal {
  /** What is replaced; the operator's own node when it is not said. */
  at?: { start: number; end: number };
  after: string;
  family: Family;
  prior: number;
  idea: string;
}

export interface Surroundings {
  file: SyntaxFile;
  names: Names;
}

export type Operator = (placed: Placed, surroundings: Surroundings) => Proposal[];

/** A proposal as a mutation of its file. */
export function toMutation({ node }: Placed, { file }: Surroundings, proposal: Proposal): Mutation {
  const { path, source } = file;
  const { start, end } = proposal.at ?? node;
  const line = source.slice(0, start).split("\n").length;
  const { after, family, prior, idea } = proposal;
  const key = replacementKey(path, source, { start, end, after });
  return { path, start, end, after, line, family, key, prior, idea };
}

/** A piece of code in a sentence, on one line and not too long. */
export function quote(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return `\`${line.length > 50 ? `${line.slice(0, 49)}…` : line}\``;
}

/** The node's text, in parentheses where a change around it could tear it apart. */
export function operand(file: SyntaxFile, node: AnyNode): string {
  const text = textOf(file, node);
  const isWhole =
    /^(?:Identifier|Literal|CallExpression|NewExpression|MemberExpression|ThisExpression|TemplateLiteral|ArrayExpression)$/;
  return isWhole.test(node.type) ? text : `(${text})`;
}

/** A part of a node as what stands in its place: in parentheses where what is around would tear it apart. */
export function inPlaceOf(placed: Placed, file: SyntaxFile, part: AnyNode): string {
  const parent = placed.ancestors.at(-2);
  const isTight = parent !== undefined && /^(?:Binary|Logical|Unary|Member|Await|Spread)/.test(parent.type);
  return isTight && !isSetOff(placed.node, file) ? operand(file, part) : textOf(file, part);
}

/** True when the node stands in parentheses of its own. */
export function isSetOff({ start, end }: AnyNode, { source }: SyntaxFile): boolean {
  return source[start - 1] === "(" && source[end] === ")";
}

/** Another operator between two sides; whatever else stands between them stays. */
export function otherSign(
  file: SyntaxFile,
  node: { left: AnyNode; right: AnyNode; operator: string },
  to: string,
): Pick<Proposal, "at" | "after"> {
  const at = { start: node.left.end, end: node.right.start };
  return { at, after: textOf(file, at).replace(node.operator, () => to) };
}
