// The examples of an instruction, `call(args); // result`, as a test of their own.

const BLOCK = /```js\n(.*?)```/gs;
const EXAMPLE = /^(\S.*); \/\/ ([[{"'\d-].*|true|false|null|undefined)$/;

/** The examples with a result, as they are written. */
export function readExamples(instruction: string): string[] {
  return linesOf(instruction).filter((line) => EXAMPLE.test(line));
}

/**
 * A test file that runs the instruction's code and compares each example with its result.
 * @param modules what the code may use: paths to import, relative to the test
 */
export function exampleTest(instruction: string, modules: readonly string[]): string {
  const body = linesOf(instruction).map((line) => line.replace(EXAMPLE, "assert.deepEqual($1, $2);"));
  return [
    'import assert from "node:assert/strict";',
    'import { test } from "node:test";',
    ...modules.map((path, index) => `import * as module${String(index)} from "${path}";`),
    ...modules.map((_, index) => `Object.assign(globalThis, module${String(index)});`),
    'test("examples of the instruction", () => {',
    ...body,
    "});",
    "",
  ].join("\n");
}

function linesOf(instruction: string): string[] {
  return [...instruction.matchAll(BLOCK)].flatMap(([, code = ""]) => code.split("\n"));
}
