// Operators on values: what counts as missing, the larger of two, copies, texts, patterns, remainders.
import type { AnyNode } from "acorn";
import { operand, quote, type Operator, type Proposal } from "@/lib/engine/agents/repair/operators/operator";
import {
  isFunction,
  listNodes,
  parentOf,
  textOf,
  type Placed,
  type SyntaxFile,
} from "@/lib/engine/agents/repair/syntax";

/** A test for truth to a test for what is missing, and the other way round: 0 and "" are values. */
export const missing: Operator = (placed, { file }) => {
  const { node } = placed;
  if (node.type === "UnaryExpression" && node.operator === "!" && isName(node.argument)) {
    return absences(textOf(file, node.argument), quote(textOf(file, node)));
  }
  if (isName(node) && isTested(placed)) {
    const text = textOf(file, node);
    return ["!== undefined", "!== null", "!= null", "> 0"].map((test): Proposal => ({
      after: `${text} ${test}`,
      family: "condition",
      prior: 0.7,
      idea: `${quote(text)} should be asked for with \`${test}\``,
    }));
  }
  if (node.type === "BinaryExpression" && /^[!=]==$/.test(node.operator)) {
    const right = textOf(file, node.right);
    if (right !== "undefined" && right !== "null") return [];
    const left = textOf(file, node.left);
    const after = `${left} ${node.operator === "===" ? "==" : "!="} null`;
    return [
      { after, family: "condition", prior: 0.7, idea: `${quote(left)} may be undefined as well as null` },
    ];
  }
  return [];
};

function absences(text: string, whole: string): Proposal[] {
  return ["=== undefined", "=== null", "== null", '=== ""'].map((test) => ({
    after: `${text} ${test}`,
    family: "condition",
    prior: 0.8,
    idea: `${whole} is true of values too; only \`${text} ${test}\` should count`,
  }));
}

function isName(node: AnyNode): boolean {
  return node.type === "Identifier" || node.type === "MemberExpression";
}

function isTested(placed: Placed): boolean {
  const parent = parentOf(placed);
  const { node } = placed;
  if (parent?.type === "IfStatement" || parent?.type === "ConditionalExpression") return parent.test === node;
  return parent?.type === "LogicalExpression" && parent.operator === "&&" && parent.left === node;
}

/** `a = b` to the larger or the smaller of both, or only when there is no `a`. */
export const kept: Operator = ({ node }, { file }) => {
  if (node.type !== "AssignmentExpression" || node.operator !== "=") return [];
  const [left, right] = [textOf(file, node.left), textOf(file, node.right)];
  if (!isName(node.left)) return [];
  const whole = quote(textOf(file, node));
  const propose = (after: string, prior: number, idea: string): Proposal => ({
    at: node,
    after: `${left} ${after}`,
    family: "assignment",
    prior,
    idea,
  });
  const isText = /^["'`[{]|=>|^new /.test(right);
  return [
    ...(isText
      ? []
      : [
          propose(`= Math.max(${left}, ${right})`, 0.8, `${whole} should keep the larger one`),
          propose(`= Math.min(${left}, ${right})`, 0.8, `${whole} should keep the smaller one`),
        ]),
    propose(`??= ${right}`, 0.4, `${whole} should leave what is there already`),
  ];
};

/** A list or an object to a copy of it, where it is handed on or gone through. */
export const copied: Operator = (placed, { file }) => {
  const { node } = placed;
  if (!isName(node)) return [];
  const parent = parentOf(placed);
  const text = textOf(file, node);
  const isHandedOn =
    (parent?.type === "ForOfStatement" && parent.right === node) ||
    (parent?.type === "AssignmentExpression" && parent.right === node && parent.operator === "=") ||
    (parent?.type === "VariableDeclarator" && parent.init === node) ||
    (parent?.type === "ReturnStatement" && node.type === "Identifier");
  if (!isHandedOn) return [];
  const list: Proposal = {
    after: `[...${text}]`,
    family: "wrapping",
    prior: 0.4,
    idea: `${quote(text)} changes behind somebody's back: a copy is needed`,
  };
  return parent?.type === "ForOfStatement"
    ? [list]
    : [list, { ...list, after: `{ ...${text} }`, prior: 0.2 }];
};

/** A text to another text of the function or to an empty one. */
export const text: Operator = (placed, { file }) => {
  const { node, ancestors } = placed;
  if (node.type !== "Literal" || typeof node.value !== "string") return [];
  const parent = parentOf(placed);
  if (parent?.type.startsWith("Import") || (parent?.type === "Property" && parent.key === node)) return [];
  const around = ancestors.findLast(isFunction);
  const others = around ? textsIn(file, around).filter((other) => other !== textOf(file, node)) : [];
  const prior = Math.min(0.4, 1 / Math.max(1, others.length));
  return [...new Set([...others, '""', '" "'])]
    .filter((other) => other !== textOf(file, node))
    .map((other) => ({
      after: other,
      family: "literal",
      prior,
      idea: `${quote(textOf(file, node))} should be ${quote(other)}`,
    }));
};

function textsIn(file: SyntaxFile, around: AnyNode): string[] {
  return listNodes(file).flatMap(({ node }) =>
    node.type === "Literal" &&
    typeof node.value === "string" &&
    node.start >= around.start &&
    node.end <= around.end
      ? [textOf(file, node)]
      : [],
  );
}

/** A pattern with another flag, without an anchor, with another repetition. */
export const pattern: Operator = ({ node }, { file }) => {
  if (node.type !== "Literal" || !("regex" in node) || !node.regex) return [];
  const { pattern: body, flags } = node.regex;
  const variants = [
    flags.includes("g") ? [body, flags.replace("g", "")] : [body, `${flags}g`],
    flags.includes("i") ? [body, flags.replace("i", "")] : [body, `${flags}i`],
    body.startsWith("^") ? [body.slice(1), flags] : [`^${body}`, flags],
    body.endsWith("$") ? [body.slice(0, -1), flags] : [`${body}$`, flags],
    ...repetitions(body).map((other) => [other, flags]),
  ];
  return variants
    .map(([other, set]) => `/${other}/${set}`)
    .filter(isPattern)
    .map((after) => ({
      after,
      family: "literal",
      prior: 0.6,
      idea: `the pattern ${quote(textOf(file, node))} should be ${quote(after)}`,
    }));
};

/** `+` to `*`, `*` to `+`, and either to the shortest match, one place at a time. */
function repetitions(body: string): string[] {
  return [...body.matchAll(/(?<=[\w\])}.])[+*?]/g)].flatMap(({ 0: sign, index }) =>
    ["+", "*", "?", "+?", "*?", ""]
      .filter((other) => other !== sign)
      .map((other) => `${body.slice(0, index)}${other}${body.slice(index + 1)}`),
  );
}

function isPattern(source: string): boolean {
  const end = source.lastIndexOf("/");
  try {
    return new RegExp(source.slice(1, end), source.slice(end + 1)).source !== "(?:)";
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A remainder that is never negative; a quotient that is a whole number. */
export const division: Operator = ({ node }, { file }) => {
  if (node.type !== "BinaryExpression" || !["%", "/"].includes(node.operator)) return [];
  const whole = textOf(file, node);
  if (node.operator === "%") {
    const right = operand(file, node.right);
    const after = `((${whole}) + ${right}) % ${right}`;
    return [{ after, family: "arithmetic", prior: 0.8, idea: `${quote(whole)} must not be negative` }];
  }
  return ["floor", "ceil", "round"].map((name) => ({
    after: `Math.${name}(${whole})`,
    family: "arithmetic",
    prior: 0.5,
    idea: `${quote(whole)} should be a whole number, by \`Math.${name}\``,
  }));
};

/** `{ ...a, ...b }` to `{ ...b, ...a }`: neighbours the other way round. */
export const neighbours: Operator = ({ node }, { file }) => {
  const items =
    node.type === "ObjectExpression" ? node.properties : node.type === "ArrayExpression" ? node.elements : [];
  return items.flatMap((item, index): Proposal[] => {
    const next = items[index + 1];
    if (!item || !next || ![item.type, next.type].includes("SpreadElement")) return [];
    const [first, second] = [textOf(file, item), textOf(file, next)];
    return [
      {
        at: { start: item.start, end: next.end },
        after: `${second}, ${first}`,
        family: "order",
        prior: 1,
        idea: `${quote(second)} should come before ${quote(first)}`,
      },
    ];
  });
};

/** Every operator on values. */
export const valueOperators: readonly Operator[] = [
  missing,
  kept,
  copied,
  text,
  pattern,
  division,
  neighbours,
];
