// All mutations of a file.
import type { Mutation } from "@/lib/engine/agents/repair/mutation";
import { applyMutation } from "@/lib/engine/agents/repair/mutation";
import { collectNames } from "@/lib/engine/agents/repair/names";
import { callOperators } from "@/lib/engine/agents/repair/operators/calls";
import { expressionOperators } from "@/lib/engine/agents/repair/operators/expressions";
import { flowOperators } from "@/lib/engine/agents/repair/operators/flow";
import { toMutation } from "@/lib/engine/agents/repair/operators/operator";
import { statementOperators } from "@/lib/engine/agents/repair/operators/statements";
import { valueOperators } from "@/lib/engine/agents/repair/operators/values";
import { isFunction, listNodes, parseFile, type Placed } from "@/lib/engine/agents/repair/syntax";

const OPERATORS = [
  ...expressionOperators,
  ...callOperators,
  ...valueOperators,
  ...statementOperators,
  ...flowOperators,
];

/**
 * Every mutation inside the functions of a file, in the order of the source, none that gives the same text twice.
 * None for a file with a syntax error.
 */
export function listMutations(path: string, source: string): Mutation[] {
  const file = parseFile(path, source);
  if (!file) return [];
  const surroundings = { file, names: collectNames(file) };
  const results = new Set([source]);
  return listNodes(file)
    .filter(isMutable)
    .flatMap((placed) =>
      OPERATORS.flatMap((operator) =>
        operator(placed, surroundings).map((proposal) => toMutation(placed, surroundings, proposal)),
      ),
    )
    .filter((mutation) => {
      const result = applyMutation(source, mutation);
      return results.size !== results.add(result).size;
    });
}

/** Code that runs when a test does, and is no counting up of a loop, whose change would only make it run forever. */
function isMutable({ ancestors, node }: Placed): boolean {
  if (!ancestors.some(isFunction)) return false;
  return !ancestors.some(
    (around) =>
      around.type === "ForStatement" &&
      around.update &&
      around.update.start <= node.start &&
      around.update.end >= node.end,
  );
}
