// The examples of an instruction, `call(args); // result`, as a test of their own.

const BLOCK = /```js\n(.*?)```/gs;
const EXPORT = /^export (?:async )?(?:function\*?|class|const) (\w+)/gm;
const EXAMPLE = /^(\S.*); \/\/ ([[{"'\d-].*|true|false|null|undefined)$/;

/** The examples with a result, as they are written. */
export function readExamples(instruction: string): string[] {
  return linesOf(instruction).filter((line) => EXAMPLE.test(line));
}

/**
 * A test file that runs the instruction's code and compares each example with its result.
 * @param modules the code it may use: path to import, relative to the test, and source
 */
export function exampleTest(instruction: string, modules: ReadonlyMap<string, string>): string {
  const imports = [...modules].map(([path, source]) => {
    const names = [...source.matchAll(EXPORT)].map(([, name]) => name);
    return `import { ${names.join(", ")} } from "${path}";`;
  });
  const body = linesOf(instruction).map((line) => line.replace(EXAMPLE, "assert.deepEqual($1, $2);"));
  return [
    'import assert from "node:assert/strict";',
    'import { test } from "node:test";',
    ...imports,
    'test("examples of the instruction", () => {',
    ...body,
    "});",
    "",
  ].join("\n");
}

function linesOf(instruction: string): string[] {
  return [...instruction.matchAll(BLOCK)].flatMap(([, code = ""]) => code.split("\n"));
}
