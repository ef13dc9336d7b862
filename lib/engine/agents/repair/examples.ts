// The examples of a task's description as a check: `call(arguments); // result` lines of its code blocks.
import { parse } from "acorn";

export interface Example {
  /** The line as it stands: what is called. */
  call: string;
  /** What it should give: an expression. */
  expected: string;
}

/** A block of code, as it runs: examples, and the statements between them. */
export type CheckLine = { kind: "statement"; text: string } | ({ kind: "example" } & Example);

/** The code blocks of a description that hold examples. Blocks that are no JavaScript are left out. */
export function readExamples(instruction: string): CheckLine[][] {
  const blocks = [...instruction.matchAll(/^```(?:js|javascript|mjs)\n([\s\S]*?)^```$/gm)];
  return blocks
    .map(([, code = ""]) =>
      code
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map(readLine),
    )
    .filter((lines) => lines.some(({ kind }) => kind === "example") && isJavaScript(lines));
}

function readLine(line: string): CheckLine {
  const [, call, expected] = /^(.*?);?\s*\/\/\s*(.+?)\s*$/.exec(line) ?? [];
  if (call !== undefined && expected !== undefined && isExpression(call) && isValue(expected)) {
    return { kind: "example", call: call.trim(), expected };
  }
  return { kind: "statement", text: line };
}

function isExpression(text: string): boolean {
  try {
    // In parentheses, so that it can be nothing but one expression.
    parse(`(${text}\n)`, { ecmaVersion: "latest" });
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A literal value; "the second one" or `foo` is a remark. */
function isValue(text: string): boolean {
  if (!isExpression(text)) return false;
  return /^(?:[-\d"'`[{]|true$|false$|null$|undefined$|NaN$|Infinity$)/.test(text);
}

function isJavaScript(lines: readonly CheckLine[]): boolean {
  const text = lines.map((line) => (line.kind === "example" ? `(${line.call});` : line.text)).join("\n");
  try {
    parse(text, { ecmaVersion: "latest", sourceType: "module" });
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** How many examples there are. */
export function countExamples(blocks: readonly (readonly CheckLine[])[]): number {
  return blocks.flat().filter(({ kind }) => kind === "example").length;
}

/**
 * A script that runs the examples and prints TAP lines, one for each.
 * @param imports import statements, with absolute places
 */
export function checkScript(blocks: readonly (readonly CheckLine[])[], imports: readonly string[]): string {
  let number = 0;
  const body = blocks.map((lines) => {
    const inside = lines.map((line) => {
      if (line.kind === "statement") return `  ${line.text}`;
      number += 1;
      return `  check(${number}, ${JSON.stringify(line.call)}, () => (${line.call}), () => (${line.expected}));`;
    });
    return `{\n${inside.join("\n")}\n}`;
  });
  return [
    'import assert from "node:assert/strict";',
    ...imports,
    "function check(number, name, call, expected) {",
    "  try {",
    "    assert.deepEqual(call(), expected());",
    '    console.log("ok " + number + " - " + name);',
    "  } catch (error) {",
    '    console.log("not ok " + number + " - " + name);',
    '    console.log("  # " + String(error.message).split("\\n").join(" ").slice(0, 200));',
    "    process.exitCode = 1;",
    "  }",
    "}",
    'console.log("# examples");',
    ...body,
    "",
  ].join("\n");
}

/** The import statements of test files, turned to absolute places; those of packages are left out. */
export function readImports(testCode: string, workdir: string): string[] {
  const found = [...testCode.matchAll(/^import\s+([^;]*?)\s+from\s+"(\.\.?\/[^"]+)";/gm)];
  return [
    ...new Set(
      found.map(
        ([, what, from]) => `import ${what} from "${workdir}/${(from ?? "").replace(/^(?:\.\.?\/)+/, "")}";`,
      ),
    ),
  ];
}
