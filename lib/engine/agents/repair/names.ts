// Which names may stand where: variables in scope, and properties that the file uses.
import type { AnyNode, Pattern } from "acorn";
import {
  isFunction,
  listNodes,
  scopeOf,
  type Placed,
  type SyntaxFile,
} from "@/lib/engine/agents/repair/syntax";

/** Names that are there without being declared. */
export const GLOBALS = new Set([
  "Math",
  "Date",
  "Intl",
  "BigInt",
  "RegExp",
  "Boolean",
  "Symbol",
  "TypeError",
  "RangeError",
  "Number",
  "String",
  "Array",
  "Object",
  "Map",
  "Set",
  "JSON",
  "Error",
  "undefined",
  "Infinity",
  "NaN",
]);

export interface Names {
  /** Variables that can be used at a node: those of the functions around it, and of the module. */
  variablesAt(placed: Placed): ReadonlySet<string>;
  /** Properties (no methods) that are read or written anywhere in the innermost function around a node. */
  propertiesAround(placed: Placed): ReadonlySet<string>;
}

export function collectNames(file: SyntaxFile): Names {
  const declared = new Map<AnyNode, Set<string>>();
  const properties = new Map<AnyNode, Set<string>>();
  const add = (map: Map<AnyNode, Set<string>>, scope: AnyNode | undefined, name: string) => {
    if (!scope) return;
    const names = map.get(scope) ?? new Set<string>();
    names.add(name);
    map.set(scope, names);
  };
  for (const placed of listNodes(file)) {
    const { node, ancestors } = placed;
    const scope = scopeOf(placed);
    if (node.type === "VariableDeclarator") for (const name of namesIn(node.id)) add(declared, scope, name);
    if (isFunction(node)) for (const name of parametersOf(node)) add(declared, node, name);
    if (isPlainProperty(placed))
      for (const around of ancestors.filter(isFunction)) add(properties, around, propertyName(node));
  }
  return {
    variablesAt: ({ ancestors }) =>
      new Set(
        ancestors.flatMap((around) =>
          isFunction(around) || around.type === "Program" ? [...(declared.get(around) ?? [])] : [],
        ),
      ),
    propertiesAround: ({ ancestors }) => {
      const around = ancestors.slice(0, -1).findLast(isFunction);
      return (around && properties.get(around)) ?? new Set();
    },
  };
}

function parametersOf(node: AnyNode): string[] {
  return "params" in node ? node.params.flatMap(namesIn) : [];
}

function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case "RestElement":
      return namesIn(pattern.argument);
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "MemberExpression":
      return [];
  }
}

/** `.name` that is not called: a property of data. */
export function isPlainProperty({ node, ancestors }: Placed): boolean {
  if (node.type !== "MemberExpression" || node.computed || node.property.type !== "Identifier") return false;
  const parent = ancestors.at(-2);
  return !(parent?.type === "CallExpression" && parent.callee === node);
}

export function propertyName(node: AnyNode): string {
  return node.type === "MemberExpression" && node.property.type === "Identifier" ? node.property.name : "";
}
