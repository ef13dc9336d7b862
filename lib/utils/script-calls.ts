// Tool calls written as a program: Codex's "code mode" gives the model one tool, `exec`, whose input is JavaScript that
// calls the others as `await tools.exec_command({cmd: "…"})`. Read by syntax; nothing is run.
import { parse, type AnyNode, type Expression, type Program, type SpreadElement } from "acorn";
import { simple } from "acorn-walk";

/** One call inside a script. */
export interface ScriptedCall {
  tool: string;
  /** The first argument; null where it is not a constant. */
  input: unknown;
}

/** Characters of a script that is read; longer ones hold data, and are left alone. */
const LONGEST = 2_000_000;

/** The calls of `tools.…` in the order of the text; [] for anything that is not such a script. */
export function listScriptedCalls(source: string): ScriptedCall[] {
  if (source.length > LONGEST || !/\btools\.\w+\s*\(/.test(source)) return [];
  const program = parseScript(source);
  if (program === null) return [];
  const constants = new Map<string, Expression>();
  const calls: { start: number; call: ScriptedCall }[] = [];
  simple(program, {
    VariableDeclarator({ id, init }) {
      if (id.type === "Identifier" && init) constants.set(id.name, init);
    },
  });
  simple(program, {
    CallExpression({ callee, arguments: [argument], start }) {
      if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier") return;
      if (callee.object.name !== "tools" || callee.property.type !== "Identifier") return;
      const input = argument === undefined ? null : valueOf(argument, constants, 0);
      calls.push({ start, call: { tool: callee.property.name, input: input ?? null } });
    },
  });
  return calls.toSorted((a, b) => a.start - b.start).map(({ call }) => call);
}

function parseScript(source: string): Program | null {
  try {
    return parse(source, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowAwaitOutsideFunction: true,
      allowReturnOutsideFunction: true,
    });
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a model's malformed script makes no calls
    throw error;
  }
}

/** Constants that name one another in a ring would never end. */
const DEEPEST = 200;

/** The constant an expression stands for; undefined when it is worked out at run time. */
function valueOf(
  node: AnyNode | SpreadElement,
  constants: ReadonlyMap<string, Expression>,
  depth: number,
): unknown {
  if (depth > DEEPEST) return undefined;
  const inner = (part: AnyNode) => valueOf(part, constants, depth + 1);
  switch (node.type) {
    case "Literal":
      return typeof node.value === "object" ? null : node.value;
    case "TemplateLiteral":
      return node.expressions.length > 0 ? undefined : node.quasis[0]?.value.cooked;
    case "TaggedTemplateExpression":
      return node.quasi.expressions.length > 0 ? undefined : node.quasi.quasis[0]?.value.raw;
    case "Identifier": {
      const init = constants.get(node.name);
      return init === undefined ? undefined : inner(init);
    }
    case "ArrayExpression":
      return node.elements.map((element) => (element === null ? null : (inner(element) ?? null)));
    case "ObjectExpression":
      return Object.fromEntries(
        node.properties.flatMap((property) =>
          property.type === "Property" ? [[keyOf(property.key), inner(property.value) ?? null]] : [],
        ),
      );
    case "BinaryExpression": {
      const [left, right] = [inner(node.left), inner(node.right)];
      const isText = node.operator === "+" && typeof left === "string" && typeof right === "string";
      return isText ? left + right : undefined;
    }
    default:
      return undefined;
  }
}

function keyOf(key: AnyNode): string {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? String(key.value) : "";
}
