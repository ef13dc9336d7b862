// The examples of a task's description as a check: `call(arguments); // result` lines of its code blocks.
import { parse } from "acorn";
import { heredoc, PLACES, type Project } from "@/lib/engine/agents/repair/project";
import { parseFile } from "@/lib/engine/agents/repair/syntax";
import type { Environment } from "@/lib/engine/ports";

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
 * The examples as a file of tests for node:test. A block with statements between its examples is one test, as they
 * belong together; of other blocks each example is one.
 * @param imports import statements, with absolute places
 */
export function checkScript(blocks: readonly (readonly CheckLine[])[], imports: readonly string[]): string {
  const lines = [
    'import assert from "node:assert/strict";',
    'import { test } from "node:test";',
    ...imports,
    "",
    ...blocks.flatMap(formatBlock),
  ];
  return `${lines.join("\n")}\n`;
}

/** The command that writes the examples as a file of tests to where the agent keeps its own. */
export function writeCheck(
  blocks: readonly (readonly CheckLine[])[],
  { sources, testCode }: Pick<Project, "sources" | "testCode">,
  environment: Pick<Environment, "workdir" | "locate">,
): string {
  const known = readImports(testCode, environment.workdir);
  const missing = importsOf(blocks, sources, known.join("\n"), environment.workdir);
  return heredoc(`cat > ${environment.locate(PLACES.check)}`, checkScript(blocks, [...known, ...missing]));
}

/** Imports of what examples name, the sources export, and no test uses. */
function importsOf(
  blocks: readonly (readonly CheckLine[])[],
  sources: ReadonlyMap<string, string>,
  known: string,
  workdir: string,
): string[] {
  const text = blocks
    .flat()
    .map((line) => (line.kind === "example" ? line.call : line.text))
    .join("\n");
  const named = (name: string, where: string) => new RegExp(`(?<![\\w$.])${name}(?![\\w$])`).test(where);
  return [...sources].flatMap(([path, source]) => {
    const names = exportsOf(path, source).filter((name) => named(name, text) && !named(name, known));
    return names.length === 0 ? [] : [`import { ${names.join(", ")} } from "${workdir}/${path}";`];
  });
}

/** The names that a module exports by declaring them. */
function exportsOf(path: string, source: string): string[] {
  const statements = parseFile(path, source)?.program.body ?? [];
  return statements.flatMap((statement) => {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : null;
    if (declared?.type === "VariableDeclaration") {
      return declared.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []));
    }
    return declared?.id ? [declared.id.name] : [];
  });
}

function formatBlock(block: readonly CheckLine[]): string[] {
  const examples = block.filter((line) => line.kind === "example");
  if (examples.length === block.length) return examples.map((example) => formatTest([example]));
  return [formatTest(block)];
}

/** The name of a test that was made from examples, as a report gives it. */
export function isExampleName(name: string): boolean {
  return name.startsWith(EXAMPLE);
}

const EXAMPLE = "example: ";

function formatTest(block: readonly CheckLine[]): string {
  const calls = block.flatMap((line) => (line.kind === "example" ? [line.call] : []));
  const lines = block.map((line) =>
    line.kind === "example" ? `  assert.deepEqual(${line.call}, ${line.expected});` : `  ${line.text}`,
  );
  return `test(${JSON.stringify(`${EXAMPLE}${calls.join("; ")}`)}, () => {\n${lines.join("\n")}\n});`;
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
