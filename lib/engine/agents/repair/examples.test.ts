import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { checkScript, countExamples, readExamples } from "@/lib/engine/agents/repair/examples";

const instruction = [
  "It is wrong.",
  "```js",
  "const list = [1, 2];",
  "list.at(-1); // 2",
  '"a b".split(" "); // ["a", "b"]',
  "list.length; // the second one",
  "```",
  "```sh",
  "ls # 3",
  "```",
].join("\n");

test("calls with a value after them are examples; remarks and other languages are not", () => {
  const blocks = readExamples(instruction);
  expect(countExamples(blocks)).toBe(2);
  expect(blocks.flat()).toContainEqual({ kind: "example", call: "list.at(-1)", expected: "2" });
});

test("the check runs them and tells each by a line", () => {
  const wrong = readExamples(`${instruction}\n\`\`\`js\n[3, 1].length; // 3\n\`\`\`\n`);
  const script = checkScript(wrong, []);
  const run = () =>
    execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  expect(run).toThrow();
  expect(
    execFileSync("sh", ["-c", `"$0" --input-type=module --eval "$1" || true`, process.execPath, script], {
      encoding: "utf8",
    }),
  ).toMatch(/^# examples\nok 1 - list\.at\(-1\)\nok 2 - "a b"\.split\(" "\)\nnot ok 3 - \[3, 1\]\.length\n/);
});
