// Operators on calls: what is called on what, in which order, by which of the functions of the file, or not at all.
import type { AnyNode, CallExpression } from "acorn";
import { quote, type Operator, type Proposal } from "@/lib/engine/agents/repair/operators/operator";
import { listNodes, parentOf, textOf, type Placed, type SyntaxFile } from "@/lib/engine/agents/repair/syntax";

/** `f(x).m(a)` to `f(x.m(a))`, `f(x.m(a))` to `f(x).m(a)`, `f(g(x))` to `g(f(x))`: the same calls in another order. */
export const nesting: Operator = ({ node }, { file }) => {
  if (node.type !== "CallExpression") return [];
  const propose = (after: string): Proposal => ({
    after,
    family: "order",
    prior: 1,
    idea: `the calls in ${quote(textOf(file, node))} are in the wrong order: ${quote(after)}`,
  });
  const found: Proposal[] = [];
  const outer = methodOf(node);
  if (outer && outer.object.type === "CallExpression" && outer.object.callee.type === "Identifier") {
    const [inner, ...rest] = outer.object.arguments.map((argument) => textOf(file, argument));
    const tail = file.source.slice(outer.object.end, node.end);
    const callee = textOf(file, outer.object.callee);
    if (inner !== undefined) found.push(propose(`${callee}(${[`${inner}${tail}`, ...rest].join(", ")})`));
  }
  const [first] = node.arguments;
  if (node.callee.type === "Identifier" && first?.type === "CallExpression") {
    const callee = textOf(file, node.callee);
    const rest = node.arguments.slice(1).map((argument) => `, ${textOf(file, argument)}`);
    const inner = methodOf(first);
    if (inner) {
      const tail = file.source.slice(inner.object.end, first.end);
      found.push(propose(`${callee}(${textOf(file, inner.object)}${rest.join("")})${tail}`));
    } else if (first.callee.type === "Identifier" && first.arguments.length === 1 && rest.length === 0) {
      const argument = first.arguments.map((only) => textOf(file, only)).join("");
      found.push(propose(`${textOf(file, first.callee)}(${callee}(${argument}))`));
    }
  }
  return found;
};

function methodOf(node: CallExpression): { object: AnyNode } | null {
  return node.callee.type === "MemberExpression" && node.callee.object.type !== "Super" ? node.callee : null;
}

/** `f(x)` to `x`, `x.m()` to `x`. */
export const uncalled: Operator = (placed, { file }) => {
  const { node } = placed;
  if (node.type !== "CallExpression" || parentOf(placed)?.type === "ExpressionStatement") return [];
  const [only, ...more] = node.arguments;
  const { callee } = node;
  const inner =
    callee.type === "Identifier" && only && more.length === 0
      ? only
      : callee.type === "MemberExpression" && callee.object.type === "Identifier" && node.arguments.length < 2
        ? callee.object
        : null;
  if (inner === null || /^[A-Z]/.test(textOf(file, inner))) return [];
  const after = textOf(file, inner);
  const idea = `${quote(textOf(file, node))} should be ${quote(after)} as it is`;
  return [{ after, family: "wrapping", prior: 0.4, idea }];
};

/** `x` to `f(x)` or to `x.m()`, where the file calls them elsewhere in just this way. */
export const called: Operator = (placed, { file }) => {
  const { node } = placed;
  if (!isValue(placed)) return [];
  const text = textOf(file, node);
  const ways = [
    ...calleesIn(file).functions.map((name) => `${name}(${text})`),
    ...calleesIn(file).methods.map((name) => `${text}.${name}()`),
  ];
  const prior = Math.min(0.3, 1 / Math.max(1, ways.length));
  return ways.map((after) => ({
    after,
    family: "wrapping",
    prior,
    idea: `${quote(text)} should go through ${quote(after)}, as elsewhere in the file`,
  }));
};

/** A variable, property or call whose value goes on somewhere. */
function isValue(placed: Placed): boolean {
  const parent = parentOf(placed);
  const { node } = placed;
  if (!["Identifier", "MemberExpression"].includes(node.type)) return false;
  switch (parent?.type) {
    case "ReturnStatement":
      return true;
    case "VariableDeclarator":
      return parent.init === node;
    case "AssignmentExpression":
      return parent.right === node;
    case "CallExpression":
    case "NewExpression":
      return parent.callee !== node;
    case "BinaryExpression":
      return /^[!=]==?$/.test(parent.operator);
    default:
      return false;
  }
}

interface Callees {
  /** Called with one argument. */
  functions: string[];
  /** Called without arguments. */
  methods: string[];
}

const calleesOf = new WeakMap<SyntaxFile, Callees>();

function calleesIn(file: SyntaxFile): Callees {
  const known = calleesOf.get(file);
  if (known) return known;
  const calls = listNodes(file).flatMap(({ node }) => (node.type === "CallExpression" ? [node] : []));
  const functions = calls
    .filter(({ callee, arguments: given }) => given.length === 1 && isPlain(callee))
    .map(({ callee }) => textOf(file, callee));
  const methods = calls.flatMap(({ callee, arguments: given }) =>
    given.length === 0 && callee.type === "MemberExpression" && callee.property.type === "Identifier"
      ? [callee.property.name]
      : [],
  );
  const callees = { functions: [...new Set(functions)], methods: [...new Set(methods)] };
  calleesOf.set(file, callees);
  return callees;
}

/** `f`, `Math.round`, `Number.isFinite`: no method of a value. */
function isPlain(callee: AnyNode): boolean {
  if (callee.type === "Identifier") return !/^[A-Z]\w*Error$/.test(callee.name);
  return (
    callee.type === "MemberExpression" &&
    callee.object.type === "Identifier" &&
    /^[A-Z]/.test(callee.object.name)
  );
}

/** Another function of the file, or another method of `this`, that takes as many parameters. */
export const otherCallee: Operator = ({ node, ancestors }, { file }) => {
  if (node.type !== "CallExpression") return [];
  const { callee } = node;
  const isOwn = callee.type === "MemberExpression" && callee.object.type === "ThisExpression";
  const at = isOwn ? callee.property : callee;
  if (at.type !== "Identifier") return [];
  const around = ancestors.flatMap((above) =>
    above.type === "FunctionDeclaration" && above.id ? [above.id.name] : [],
  );
  const others = signaturesIn(file).filter(
    ({ name, isMethod, parameters }) =>
      name !== at.name &&
      isMethod === isOwn &&
      parameters === node.arguments.length &&
      !around.includes(name),
  );
  return others.map(({ name }) => ({
    at,
    after: name,
    family: "name",
    prior: 0.7,
    idea: `${quote(textOf(file, node))} should call \`${name}\``,
  }));
};

interface Signature {
  name: string;
  isMethod: boolean;
  parameters: number;
}

function signaturesIn(file: SyntaxFile): Signature[] {
  return listNodes(file).flatMap(({ node }): Signature[] => {
    if (node.type === "FunctionDeclaration" && node.id) {
      return [{ name: node.id.name, isMethod: false, parameters: node.params.length }];
    }
    if (node.type === "MethodDefinition" && node.kind === "method" && node.key.type === "Identifier") {
      return [{ name: node.key.name, isMethod: true, parameters: node.value.params.length }];
    }
    return [];
  });
}

/** `sort()` to a sort by number; an order turned round; ties settled by another property. */
export const sorting: Operator = (placed, { file, names }) => {
  const { node } = placed;
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return [];
  const { property } = node.callee;
  if (property.type !== "Identifier" || !/^(?:sort|toSorted)$/.test(property.name)) return [];
  const [comparator] = node.arguments;
  if (!comparator) {
    const after = `${textOf(file, node.callee)}((a, b) => a - b)`;
    return [
      { after, family: "order", prior: 1.5, idea: `${quote(textOf(file, node))} should sort by number` },
    ];
  }
  if (comparator.type !== "ArrowFunctionExpression" || comparator.body.type === "BlockStatement") return [];
  const [a, b] = comparator.params.map((parameter) => textOf(file, parameter));
  const body = textOf(file, comparator.body);
  const ties = [
    ...names.propertiesAround({ node: comparator.body, ancestors: [...placed.ancestors, comparator.body] }),
  ];
  return [
    {
      at: comparator.body,
      after: `-(${body})`,
      family: "order",
      prior: 1,
      idea: `the order by ${quote(body)} is the wrong way round`,
    },
    ...ties.map((name): Proposal => ({
      at: comparator.body,
      after: `${body} || ${a}.${name} - ${b}.${name}`,
      family: "order",
      prior: 0.3,
      idea: `where ${quote(body)} makes no difference, \`.${name}\` should decide`,
    })),
  ];
};

/** Every operator on calls. */
export const callOperators: readonly Operator[] = [nesting, uncalled, called, otherCallee, sorting];
