// Operators on statements and conditions: left out, moved, copied from elsewhere in the file (the plastic surgery
// hypothesis of GenProg), conditions turned round, dropped or joined with another of the same function.
import type { AnyNode } from "acorn";
import { indentAt, isInLoop } from "@/lib/engine/agents/repair/operators/flow";
import { quote, type Operator, type Proposal } from "@/lib/engine/agents/repair/operators/operator";
import { GLOBALS } from "@/lib/engine/agents/repair/names";
import {
  isFunction,
  isListed,
  listNodes,
  nextStatement,
  textOf,
  type Placed,
  type SyntaxFile,
} from "@/lib/engine/agents/repair/syntax";

/** `if (c)` to `if (!(c))`; the condition dropped; a condition of the same function added with && or ||. */
export const condition: Operator = (placed, { file }) => {
  const { node } = placed;
  if (node.type !== "IfStatement") return [];
  const test = textOf(file, node.test);
  const turned: Proposal = {
    at: node.test,
    after: `!(${test})`,
    family: "condition",
    prior: 0.8,
    idea: `the condition ${quote(test)} is the wrong way round`,
  };
  const joined = conditionsAround(placed, file)
    .filter((other) => other !== test && !test.includes(other))
    .flatMap((other): Proposal[] => [
      {
        at: node.test,
        after: `(${test}) && (${other})`,
        family: "insertion",
        prior: 0.3,
        idea: `${quote(test)} should ask for ${quote(other)} as well`,
      },
      {
        at: node.test,
        after: `(${test}) || (${other})`,
        family: "insertion",
        prior: 0.3,
        idea: `${quote(other)} should do as well as ${quote(test)}`,
      },
    ]);
  if (node.alternate) return [turned, ...joined];
  const body = textOf(file, node.consequent);
  const dropped: Proposal = {
    after: body,
    family: "condition",
    prior: 1.2,
    idea: `${quote(body)} should not depend on ${quote(test)}`,
  };
  return [turned, dropped, ...joined];
};

function conditionsAround({ node, ancestors }: Placed, file: SyntaxFile): string[] {
  const around = ancestors.slice(0, -1).findLast(isFunction);
  if (!around) return [];
  const tests = listNodes(file)
    .filter(
      (other) => other.node !== node && other.node.start >= around.start && other.node.end <= around.end,
    )
    .flatMap(({ node: other }) => (other.type === "IfStatement" ? [textOf(file, other.test)] : []));
  return [...new Set(tests)].slice(0, 4);
}

/** A statement left out. Declarations, and returns of a value, are needed where they are. */
export const deletion: Operator = (placed, { file }) => {
  const { node } = placed;
  if (!isListed(placed) || !isExpendable(node)) return [];
  const text = textOf(file, node);
  return [{ after: "", family: "statement", prior: 0.8, idea: `${quote(text)} should not be there` }];
};

function isExpendable(node: AnyNode): boolean {
  if (node.type === "ReturnStatement") return node.argument === null;
  return [
    "ExpressionStatement",
    "IfStatement",
    "BreakStatement",
    "ContinueStatement",
    "ThrowStatement",
  ].includes(node.type);
}

/** A statement and the next one in the other order. */
export const move: Operator = (placed, { file }) => {
  const { node } = placed;
  const next = nextStatement(placed);
  if (!isListed(placed) || !next || node.type === "ReturnStatement" || next.type === "ReturnStatement")
    return [];
  const between = file.source.slice(node.end, next.start);
  const after = `${textOf(file, next)}${between}${textOf(file, node)}`;
  const idea = `${quote(textOf(file, next))} should come before ${quote(textOf(file, node))}`;
  return [{ at: { start: node.start, end: next.end }, after, family: "statement", prior: 0.5, idea }];
};

/** A short statement from elsewhere in the file, put after this one, where its names are known. */
export const insertion: Operator = (placed, { file, names }) => {
  const { node, ancestors } = placed;
  if (!isListed(placed)) return [];
  const around = ancestors.slice(0, -1).findLast(isFunction);
  if (!around) return [];
  const known = names.variablesAt(placed);
  const inLoop = isInLoop(placed);
  return donors(file)
    .filter((donor) => donor.names.every((name) => known.has(name)) && (inLoop || !donor.needsLoop))
    .filter(({ text }) => text !== textOf(file, node) && !isNext(placed, file, text))
    .flatMap(({ text, size }) => {
      const indent = indentAt(file.source, node.start);
      const copy = reindent(text, indent);
      const idea = `${quote(text)}, which the file does elsewhere, is missing`;
      const prior = size > 1 ? 0.2 : 0.3;
      const after: Proposal = {
        at: { start: node.end, end: node.end },
        after: `\n${indent}${copy}`,
        family: "insertion",
        prior,
        idea: `${idea} after ${quote(textOf(file, node))}`,
      };
      const before: Proposal = {
        at: { start: node.start, end: node.start },
        after: `${copy}\n${indent}`,
        family: "insertion",
        prior,
        idea: `${idea} before ${quote(textOf(file, node))}`,
      };
      return isEnd(node) ? [before] : isFirst(placed) ? [before, after] : [after];
    });
};

function isEnd({ type }: AnyNode): boolean {
  return /^(?:Return|Break|Continue|Throw)Statement$/.test(type);
}

function isFirst(placed: Placed): boolean {
  const block = placed.ancestors.at(-2);
  return block?.type === "BlockStatement" && block.body[0] === placed.node;
}

/** The text with its further lines moved to another indentation. */
function reindent(text: string, indent: string): string {
  const [first = "", ...rest] = text.split("\n");
  const own = /^\s*/.exec(rest.at(-1) ?? "")?.[0].length ?? 0;
  return [first, ...rest.map((line) => `${indent}${line.slice(own)}`)].join("\n");
}

interface Donor {
  text: string;
  /** Variables that it uses. */
  names: string[];
  needsLoop: boolean;
  /** Statements in it. */
  size: number;
}

const donorsOf = new WeakMap<SyntaxFile, Donor[]>();

const LONGEST_DONOR = 4;

/** Short statements that may be copied. */
function donors(file: SyntaxFile): Donor[] {
  const known = donorsOf.get(file);
  if (known) return known;
  const nodes = listNodes(file);
  const found = nodes.filter(isListed).flatMap(({ node }): Donor[] => {
    const text = textOf(file, node);
    if (text.split("\n").length > LONGEST_DONOR || !isExpendable(node)) return [];
    const inside = nodes.filter((inner) => inner.node.start >= node.start && inner.node.end <= node.end);
    const used = inside.flatMap((inner) =>
      isPlainVariable(inner) && inner.node.type === "Identifier" ? [inner.node.name] : [],
    );
    const needsLoop = inside.some((inner) =>
      ["BreakStatement", "ContinueStatement"].includes(inner.node.type),
    );
    return [
      {
        text,
        names: [...new Set(used)].filter((name) => !GLOBALS.has(name)),
        needsLoop,
        size: node.type === "IfStatement" ? 2 : 1,
      },
    ];
  });
  const unique = [...new Map(found.map((donor) => [donor.text, donor])).values()];
  donorsOf.set(file, unique);
  return unique;
}

/** An identifier that names a variable and not a property. */
function isPlainVariable({ node, ancestors }: Placed): boolean {
  const parent = ancestors.at(-2);
  if (node.type !== "Identifier") return false;
  if (parent?.type === "MemberExpression") return parent.object === node || parent.computed;
  return !(parent?.type === "Property" && parent.key === node && !parent.shorthand);
}

function isNext(placed: Placed, file: SyntaxFile, text: string): boolean {
  const next = nextStatement(placed);
  return next !== undefined && textOf(file, next) === text;
}

/** Every operator on statements. */
export const statementOperators: readonly Operator[] = [condition, deletion, move, insertion];
