import { expect, test } from "vitest";
import { listScriptedCalls } from "@/lib/utils/script-calls";

test("a call with an object written out", () => {
  const script = `const r = await tools.exec_command({"cmd":"npm test","workdir":"/app",yield_time_ms:1000});\ntext(r.output);`;
  expect(listScriptedCalls(script)).toEqual([
    { tool: "exec_command", input: { cmd: "npm test", workdir: "/app", yield_time_ms: 1000 } },
  ]);
});

test("a constant, a template and a sum of texts are followed; what is worked out is not", () => {
  const script = [
    'const patch = "*** Begin Patch\\n" + `*** End Patch`;',
    "const raw = String.raw`a\\n`;",
    "text(await tools.apply_patch(patch)); tools.write(raw); tools.exec_command({cmd: `ls ${dir}`}); tools.list()",
  ].join("\n");
  expect(listScriptedCalls(script)).toEqual([
    { tool: "apply_patch", input: "*** Begin Patch\n*** End Patch" },
    { tool: "write", input: "a\\n" },
    { tool: "exec_command", input: { cmd: null } },
    { tool: "list", input: null },
  ]);
});

test("calls at the same time stand in the order of the text", () => {
  const script = "return await Promise.all([tools.a({n: 1}), tools.b([2, , 3])])";
  expect(listScriptedCalls(script)).toEqual([
    { tool: "a", input: { n: 1 } },
    { tool: "b", input: [2, null, 3] },
  ]);
});

test.each([
  ["shell text", "npm test && echo tools.exec"],
  ["a broken script", "await tools.exec_command({cmd: "],
  ["constants in a ring", "const a = b; const b = a; other(a)"],
  ["no script at all", ""],
])("%s holds no calls", (_what, script) => {
  expect(listScriptedCalls(script)).toEqual([]);
});

test("constants in a ring are no value", () => {
  expect(listScriptedCalls("const a = b; const b = a; tools.run(a)")).toEqual([{ tool: "run", input: null }]);
});
