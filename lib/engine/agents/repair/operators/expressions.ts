// Operators on expressions: comparisons, arithmetic, logic, literals, one off, siblings among methods, order.
import type { AnyNode, LogicalExpression } from "acorn";
import { GLOBALS, isPlainProperty } from "@/lib/engine/agents/repair/names";
import {
  inPlaceOf,
  isSetOff,
  operand,
  otherSign,
  quote,
  type Operator,
  type Proposal,
} from "@/lib/engine/agents/repair/operators/operator";
import { parentOf, textOf, type Placed, type SyntaxFile } from "@/lib/engine/agents/repair/syntax";

const BOUNDARIES: Record<string, string> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const TURNED: Record<string, string[]> = {
  "<": [">", ">="],
  "<=": [">=", ">"],
  ">": ["<", "<="],
  ">=": ["<=", "<"],
  "===": ["!=="],
  "!==": ["==="],
  "==": ["!="],
  "!=": ["=="],
};
const ARITHMETIC: Record<string, string[]> = {
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["/"],
};

/** `a < b` to `a <= b`, to `a > b`, and so on. */
export const comparison: Operator = ({ node }, { file }) => {
  if (node.type !== "BinaryExpression") return [];
  const change = (to: string, family: Proposal["family"], prior: number): Proposal => ({
    ...otherSign(file, node, to),
    family,
    prior,
    idea: `${quote(textOf(file, node))} should compare with \`${to}\``,
  });
  const boundary = BOUNDARIES[node.operator];
  const turned = TURNED[node.operator] ?? [];
  return [
    ...(boundary === undefined ? [] : [change(boundary, "boundary", 3)]),
    ...turned.map((to) => change(to, "comparison", to.length === 3 ? 1.2 : 0.8)),
  ];
};

/** Another arithmetic operator, operands in the other order, or one of them alone. */
export const arithmetic: Operator = (placed, { file }) => {
  const { node } = placed;
  if (node.type !== "BinaryExpression" || !(node.operator in ARITHMETIC)) return [];
  const whole = quote(textOf(file, node));
  const replaced = (ARITHMETIC[node.operator] ?? []).map((to): Proposal => ({
    ...otherSign(file, node, to),
    family: "arithmetic",
    prior: 1,
    idea: `${whole} should use \`${to}\``,
  }));
  const swapped: Proposal[] = ["-", "/", "%"].includes(node.operator)
    ? [
        {
          after: `${operand(file, node.right)} ${node.operator} ${operand(file, node.left)}`,
          family: "order",
          prior: 1.5,
          idea: `the sides of ${whole} are the wrong way round`,
        },
      ]
    : [];
  const alone = [node.left, node.right].map((side): Proposal => ({
    after: inPlaceOf(placed, file, side),
    family: "arithmetic",
    prior: isSmall(node.right) || isSmall(node.left) ? 1.2 : 0.4,
    idea: `${whole} should be ${quote(textOf(file, side))} alone`,
  }));
  return [...replaced, ...swapped, ...alone];
};

function isSmall(node: AnyNode): boolean {
  return node.type === "Literal" && typeof node.value === "number" && Math.abs(node.value) <= 1;
}

/** `&&` to `||`, `??` to `||`, or one side alone. */
export const logic: Operator = (placed, { file }) => {
  const { node } = placed;
  if (node.type !== "LogicalExpression") return [];
  const [left, right] = [textOf(file, node.left), textOf(file, node.right)];
  const whole = quote(textOf(file, node));
  const others = { "&&": ["||"], "||": ["&&", "??"], "??": ["||"] }[node.operator];
  return [
    ...others.map((to): Proposal => ({
      after: joined(placed, file, node, to),
      family: "logic",
      prior: to === "??" ? 1 : 2,
      idea: `${whole} should join its sides with \`${to}\``,
    })),
    {
      after: inPlaceOf(placed, file, node.left),
      family: "condition",
      prior: 1,
      idea: `${quote(right)} is too much in ${whole}`,
    },
    {
      after: inPlaceOf(placed, file, node.right),
      family: "condition",
      prior: 1,
      idea: `${quote(left)} is too much in ${whole}`,
    },
  ];
};

/** Both sides with another operator; sides that are joined themselves, and the whole inside another, are set off. */
function joined(placed: Placed, file: SyntaxFile, node: LogicalExpression, to: string): string {
  const side = (part: AnyNode) => (isLoose(part) ? `(${textOf(file, part)})` : textOf(file, part));
  const text = `${side(node.left)} ${to} ${side(node.right)}`;
  const parent = parentOf(placed)?.type ?? "";
  return /^(?:Binary|Logical|Unary)/.test(parent) && !isSetOff(node, file) ? `(${text})` : text;
}

function isLoose({ type }: AnyNode): boolean {
  return /^(?:Logical|Conditional|Assignment|ArrowFunction|Sequence|Yield)/.test(type);
}

/** `!x` to `x`, `-x` to `x`. */
export const unary: Operator = (placed, { file }) => {
  const { node } = placed;
  if (node.type !== "UnaryExpression" || !["!", "-"].includes(node.operator)) return [];
  const inner = inPlaceOf(placed, file, node.argument);
  return [
    {
      after: inner,
      family: "condition",
      prior: 1.2,
      idea: `the \`${node.operator}\` in ${quote(textOf(file, node))} is wrong`,
    },
  ];
};

/** The branches of `c ? a : b` the other way round, or one of them alone. */
export const ternary: Operator = ({ node }, { file }) => {
  if (node.type !== "ConditionalExpression") return [];
  const [test, yes, no] = [node.test, node.consequent, node.alternate].map((part) => textOf(file, part));
  if (test === undefined || yes === undefined || no === undefined) return [];
  const whole = quote(textOf(file, node));
  return [
    {
      after: `${test} ? ${no} : ${yes}`,
      family: "order",
      prior: 1,
      idea: `the branches of ${whole} are the wrong way round`,
    },
    { after: yes, family: "condition", prior: 0.5, idea: `${whole} should always be ${quote(yes)}` },
    { after: no, family: "condition", prior: 0.5, idea: `${whole} should always be ${quote(no)}` },
  ];
};

/** Numbers one more or less, 0 and 1 for each other, true and false. */
export const literal: Operator = (placed, { file }) => {
  const { node } = placed;
  if (node.type !== "Literal" || isKey(placed)) return [];
  const text = textOf(file, node);
  if (typeof node.value === "boolean") {
    return [
      {
        after: String(!node.value),
        family: "literal",
        prior: 1.5,
        idea: `\`${text}\` should be \`${!node.value}\``,
      },
    ];
  }
  if (typeof node.value !== "number" || !Number.isInteger(node.value)) return [];
  const { value } = node;
  const near = [value + 1, value - 1, ...(value === 0 ? [] : [0])].filter(
    (to, index, all) => all.indexOf(to) === index,
  );
  return near.map((to) => ({
    after: to < 0 ? `(${to})` : String(to),
    family: "literal",
    prior: to === 0 && value !== 1 ? 0.4 : 1.2,
    idea: `\`${text}\` should be \`${to}\``,
  }));
};

function isKey({ node, ancestors }: Placed): boolean {
  const parent = ancestors.at(-2);
  return (
    (parent?.type === "Property" && parent.key === node) ||
    parent?.type === "ImportDeclaration" ||
    parent?.type === "ExportNamedDeclaration"
  );
}

/** An index, a bound or an argument one more or less. */
export const offByOne: Operator = (placed, { file }) => {
  const { node } = placed;
  if (!isCountable(node) || !isCounted(placed)) return [];
  const text = textOf(file, node);
  return ["+ 1", "- 1"].map((step) => ({
    after: `${operand(file, node)} ${step}`,
    family: "off-by-one",
    prior: 0.8,
    idea: `${quote(text)} is one off and should be ${quote(`${text} ${step}`)}`,
  }));
};

function isCountable(node: AnyNode): boolean {
  return (
    node.type === "Identifier" ||
    (node.type === "CallExpression" && propertyIs(node.callee, /^(?:last)?indexOf$|^find(?:Last)?Index$/i)) ||
    (node.type === "MemberExpression" &&
      !node.computed &&
      propertyIs(node, /^(?:length|size|start|end|index|position)$/))
  );
}

function propertyIs(node: AnyNode, pattern: RegExp): boolean {
  return (
    node.type === "MemberExpression" &&
    node.property.type === "Identifier" &&
    pattern.test(node.property.name)
  );
}

const COUNTING =
  /^(?:slice|substring|at|charAt|splice|repeat|padStart|padEnd|fill|subarray|codePointAt|charCodeAt)$/;

function isCounted(placed: Placed): boolean {
  const parent = parentOf(placed);
  const { node } = placed;
  if (parent?.type === "MemberExpression") return parent.computed && parent.property === node;
  if (parent?.type === "BinaryExpression") return parent.operator in BOUNDARIES;
  if (parent?.type === "ReturnStatement" || parent?.type === "VariableDeclarator")
    return node.type !== "Identifier";
  return parent?.type === "CallExpression" && parent.callee !== node && propertyIs(parent.callee, COUNTING);
}

const SIBLINGS: readonly (readonly string[])[] = [
  ["floor", "ceil", "round", "trunc"],
  ["min", "max"],
  ["trim", "trimStart", "trimEnd"],
  ["push", "unshift"],
  ["pop", "shift"],
  ["indexOf", "lastIndexOf"],
  ["some", "every"],
  ["find", "findLast"],
  ["findIndex", "findLastIndex"],
  ["startsWith", "endsWith", "includes"],
  ["toLowerCase", "toUpperCase"],
  ["padStart", "padEnd"],
  ["replace", "replaceAll"],
  ["keys", "values", "entries"],
  ["reduce", "reduceRight"],
  ["map", "flatMap"],
  ["has", "get"],
  ["isNaN", "isInteger", "isFinite"],
  ["slice", "substring"],
  ["parseInt", "parseFloat"],
  ...["Date", "Day", "Month", "FullYear", "Hours", "Minutes"].flatMap((part) => [
    [`get${part}`, `getUTC${part}`],
    [`set${part}`, `setUTC${part}`],
  ]),
];

/** `Math.floor` to `Math.round`, `some` to `every`: methods that are easily taken for each other. */
export const method: Operator = ({ node }, { file }) => {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
  const { property } = node.callee;
  if (property.type !== "Identifier") return [];
  const siblings = SIBLINGS.find((group) => group.includes(property.name)) ?? [];
  const whole = quote(textOf(file, node));
  return siblings
    .filter((name) => name !== property.name)
    .map((name) => ({
      at: property,
      after: name,
      family: "method",
      prior: 2.2,
      idea: `${whole} should call \`${name}\``,
    }));
};

/** Arguments in the other order; a call taken off, or an argument of it left out. */
export const call: Operator = (placed, { file }) => {
  const { node } = placed;
  if (node.type !== "CallExpression") return [];
  const parts = node.arguments.map((argument) => textOf(file, argument));
  const [first, second] = node.arguments;
  const whole = quote(textOf(file, node));
  const swapped: Proposal[] =
    first && second
      ? [
          {
            at: { start: first.start, end: second.end },
            after: `${parts[1]}, ${parts[0]}`,
            family: "order",
            prior: 1.2,
            idea: `the arguments of ${whole} are the wrong way round`,
          },
        ]
      : [];
  const last = node.arguments.at(-1);
  const unwrapped: Proposal[] = [];
  if (node.callee.type === "MemberExpression" && node.callee.object.type !== "Identifier") {
    const inner = textOf(file, node.callee.object);
    unwrapped.push({
      after: inner,
      family: "wrapping",
      prior: 0.6,
      idea: `${whole} should be ${quote(inner)} as it is`,
    });
  }
  if (last && node.callee.type === "MemberExpression" && textOf(file, node.callee.object) === "Math") {
    unwrapped.push({
      after: inPlaceOf(placed, file, last),
      family: "wrapping",
      prior: 0.5,
      idea: `${whole} should be ${quote(parts.at(-1) ?? "")} as it is`,
    });
  }
  return [...swapped, ...unwrapped];
};

/** Another variable in scope, or another property that the function uses. */
export const otherName: Operator = (placed, { file, names }) => {
  const { node } = placed;
  if (node.type === "Identifier" && isVariableUse(placed)) {
    const others = [...names.variablesAt(placed)].filter((name) => name !== node.name && !isConstant(name));
    const prior = Math.min(0.7, 1.5 / Math.max(1, others.length));
    return others.map((name) => ({
      after: name,
      family: "name",
      prior,
      idea: `\`${name}\` is meant where it says \`${node.name}\``,
    }));
  }
  if (node.type === "MemberExpression" && node.property.type === "Identifier" && isPlainProperty(placed)) {
    const own = node.property.name;
    const others = [...names.propertiesAround(placed)].filter((name) => name !== own);
    const prior = Math.min(0.8, 2 / Math.max(1, others.length));
    const whole = quote(textOf(file, node));
    return others.map((name) => ({
      at: { start: node.property.start, end: node.end },
      after: name,
      family: "name",
      prior,
      idea: `${whole} should read \`.${name}\``,
    }));
  }
  return [];
};

/** SHOUTED names are settings of a module, rarely taken for a variable. */
function isConstant(name: string): boolean {
  return /^[A-Z][A-Z\d_]+$/.test(name);
}

function isVariableUse(placed: Placed): boolean {
  const parent = parentOf(placed);
  const { node } = placed;
  if (node.type === "Identifier" && GLOBALS.has(node.name)) return false;
  switch (parent?.type) {
    case undefined:
    case "VariableDeclarator":
      return parent !== undefined && parent.init === node;
    case "MemberExpression":
      return parent.object === node || parent.computed;
    case "Property":
      return parent.value === node && !parent.shorthand && parent.kind === "init";
    case "CallExpression":
    case "NewExpression":
      return parent.callee !== node;
    case "AssignmentExpression":
      return parent.right === node || parent.operator !== "=";
    case "BinaryExpression":
    case "LogicalExpression":
    case "ConditionalExpression":
    case "ReturnStatement":
    case "TemplateLiteral":
    case "UnaryExpression":
    case "IfStatement":
    case "SpreadElement":
    case "ArrayExpression":
    case "ForOfStatement":
      return true;
    default:
      return false;
  }
}

/** `=` and `+=`, `+=` and `-=`. */
export const assignment: Operator = ({ node }, { file }) => {
  if (node.type !== "AssignmentExpression") return [];
  const others =
    { "=": ["+="], "+=": ["=", "-="], "-=": ["+=", "="], "*=": ["/="], "/=": ["*="] }[
      String(node.operator)
    ] ?? [];
  return others.map((to) => ({
    ...otherSign(file, node, to),
    family: "assignment",
    prior: to === "+=" && node.operator === "=" ? 0.4 : 0.9,
    idea: `${quote(textOf(file, node))} should use \`${to}\``,
  }));
};

/** A list that is handed out as a copy; a number that is kept from going below 0; a missing value made a default. */
export const wrapped: Operator = ({ node, ancestors }, { file }) => {
  const parent = ancestors.at(-2);
  const text = textOf(file, node);
  if (parent?.type === "ReturnStatement" && node.type === "MemberExpression") {
    return [
      {
        after: `[...${text}]`,
        family: "wrapping",
        prior: 0.6,
        idea: `${quote(text)} should be handed out as a copy`,
      },
    ];
  }
  if (parent?.type === "ReturnStatement" && node.type === "BinaryExpression" && node.operator === "-") {
    return [
      {
        after: `Math.max(0, ${text})`,
        family: "wrapping",
        prior: 0.5,
        idea: `${quote(text)} must not go below 0`,
      },
    ];
  }
  if (
    node.type === "MemberExpression" &&
    node.computed &&
    parent?.type !== "AssignmentExpression" &&
    parent?.type !== "UpdateExpression"
  ) {
    return [
      {
        after: `(${text} ?? 0)`,
        family: "wrapping",
        prior: 0.2,
        idea: `${quote(text)} may be missing and then count as 0`,
      },
    ];
  }
  return [];
};

/** Every operator on expressions. */
export const expressionOperators: readonly Operator[] = [
  comparison,
  arithmetic,
  logic,
  unary,
  ternary,
  literal,
  offByOne,
  method,
  call,
  otherName,
  assignment,
  wrapped,
];
