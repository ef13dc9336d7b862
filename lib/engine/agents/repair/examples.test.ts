import { expect, test } from "vitest";
import {
  checkScript,
  countExamples,
  readExamples,
  readImports,
  writeCheck,
} from "@/lib/engine/agents/repair/examples";

const INSTRUCTION = [
  "Text `f(0); // 9` is no block.",
  "```js",
  "f(1); // [2, { a: 1 }]",
  'f("a; b") // "x"',
  "f({ a: 1 }); // { b: 2 }",
  "f(2); // the second one",
  "```",
  "```js",
  "const cache = new Cache(2);",
  'cache.get("a"); // undefined',
  "```",
  "```sh",
  "ls; // 5",
  "```",
].join("\n");

test("examples are read from blocks of JavaScript, with the statements between them; remarks are none", () => {
  const blocks = readExamples(INSTRUCTION);
  expect(countExamples(blocks)).toBe(4);
  expect(blocks[0]?.slice(0, 3)).toEqual([
    { kind: "example", call: "f(1)", expected: "[2, { a: 1 }]" },
    { kind: "example", call: 'f("a; b")', expected: '"x"' },
    { kind: "example", call: "f({ a: 1 })", expected: "{ b: 2 }" },
  ]);
  expect(blocks[1]?.map(({ kind }) => kind)).toEqual(["statement", "example"]);
});

test("they become tests: one an example, or one a block where statements hold it together", () => {
  const script = checkScript(
    readExamples("```js\nf(1); // 2\ng(); // [3]\n```\n```js\nx();\nf(4); // 5\n```"),
    [],
  );
  expect(script.match(/^test\(.*$/gm)).toEqual([
    'test("example: f(1)", () => {',
    'test("example: g()", () => {',
    'test("example: f(4)", () => {',
  ]);
  expect(script).toContain("  x();\n  assert.deepEqual(f(4), 5);");
});

test("imports of the tests are turned to absolute places", () => {
  const code =
    'import { test } from "node:test";\nimport { f } from "../src/f.js";\nimport {\n  g,\n} from "../src/g.js";';
  expect(readImports(code, "/workspace")).toEqual([
    'import { f } from "/workspace/src/f.js";',
    'import {\n  g,\n} from "/workspace/src/g.js";',
  ]);
});

test("what examples call and no test imports is imported from where it is exported", () => {
  const sources = new Map([
    ["src/f.js", "export function f() {}\nexport const g = 1, h = 2;\nfunction hidden() {}"],
    ["src/k.js", "export class K {}\nexport default f;"],
  ]);
  const script = writeCheck(
    readExamples("```js\nf(g, hidden); // 1\nnew K().h; // 2\n```"),
    { sources, testCode: 'import { f } from "../src/f.js";' },
    { workdir: "/workspace", locate: (place) => place },
  );
  expect(script.match(/^import .*src.*$/gm)).toEqual([
    'import { f } from "/workspace/src/f.js";',
    'import { g } from "/workspace/src/f.js";',
    'import { K } from "/workspace/src/k.js";',
  ]);
});
