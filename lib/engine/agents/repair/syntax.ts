// The syntax tree of a source file, with what mutation operators ask of it.
import { parse, type AnyNode, type Program } from "acorn";
import { fullAncestor } from "acorn-walk";

export interface SyntaxFile {
  path: string;
  source: string;
  program: Program;
}

/** A node with the nodes above it, outermost first; the node itself is the last. */
export interface Placed {
  node: AnyNode;
  ancestors: readonly AnyNode[];
}

/** Parses a module. Null when it has a syntax error: the tests will say so. */
export function parseFile(path: string, source: string): SyntaxFile | null {
  try {
    const program = parse(source, { ecmaVersion: "latest", sourceType: "module", locations: true });
    return { path, source, program };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const nodesOf = new WeakMap<SyntaxFile, readonly Placed[]>();

/** All nodes in the order of the source, outer before inner. Walked once a file: operators ask at every node. */
export function listNodes(file: SyntaxFile): readonly Placed[] {
  const known = nodesOf.get(file);
  if (known) return known;
  const placed: Placed[] = [];
  fullAncestor(file.program, (node, _state, ancestors) => {
    // acorn-walk's types name the base class of the very nodes that acorn gives.
    placed.push({ node: node, ancestors: [...ancestors] });
  });
  const ordered = placed.toSorted((a, b) => a.node.start - b.node.start || b.node.end - a.node.end);
  nodesOf.set(file, ordered);
  return ordered;
}

export function textOf({ source }: SyntaxFile, node: { start: number; end: number }): string {
  return source.slice(node.start, node.end);
}

/** The node right above. */
export function parentOf({ ancestors }: Placed): AnyNode | undefined {
  return ancestors.at(-2);
}

/** The innermost function around a node (itself not meant), or the program. */
export function scopeOf({ ancestors }: Placed): AnyNode | undefined {
  return ancestors.slice(0, -1).findLast(isFunction) ?? ancestors[0];
}

export function isFunction(node: AnyNode): boolean {
  return ["FunctionDeclaration", "FunctionExpression", "ArrowFunctionExpression"].includes(node.type);
}

const STATEMENT_LISTS = new Set(["Program", "BlockStatement", "StaticBlock", "SwitchCase"]);

/** True for a statement that stands in a list of statements. */
export function isListed(placed: Placed): boolean {
  const parent = parentOf(placed);
  return parent !== undefined && STATEMENT_LISTS.has(parent.type) && placed.node.type.endsWith("Statement");
}

/** The statement after a listed one, if there is one. */
export function nextStatement(placed: Placed): AnyNode | undefined {
  const list = statementsOf(parentOf(placed));
  const index = list.findIndex((statement) => statement === placed.node);
  return index === -1 ? undefined : list[index + 1];
}

function statementsOf(parent: AnyNode | undefined): readonly AnyNode[] {
  switch (parent?.type) {
    case "Program":
    case "BlockStatement":
    case "StaticBlock":
      return parent.body;
    case "SwitchCase":
      return parent.consequent;
    default:
      return [];
  }
}
