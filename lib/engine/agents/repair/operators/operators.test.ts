import { parse } from "acorn";
import { describe, expect, test } from "vitest";
import { listMutations } from "@/lib/engine/agents/repair/list-mutations";
import { applyMutation } from "@/lib/engine/agents/repair/mutation";

/** What the mutations make of a function's body. */
function variants(body: string, rest = ""): string[] {
  const source = `function f(a, b, list, text) {\n  ${body}\n}\n${rest}`;
  return listMutations("a.js", source).map((mutation) => applyMutation(source, mutation));
}

const cases: [what: string, body: string, expected: string][] = [
  ["boundaries", "return a < b;", "return a <= b;"],
  ["turned comparisons", "return a < b;", "return a > b;"],
  ["operators inside parentheses", "return (a + b) * 2;", "return (a + b) / 2;"],
  ["sides of a difference", "return a - b;", "return b - a;"],
  ["one side alone, kept together", "return 2 * (a * b + 1);", "return 2 * (a * b);"],
  ["joins of conditions", "return a && b;", "return a || b;"],
  ["defaults", "return a || 5;", "return a ?? 5;"],
  ["joins inside others, set off", "return a && b && text;", "return (a || b) && text;"],
  ["negations", "if (a) { b(); }", "if (!(a)) { b(); }"],
  ["conditions dropped", "if (a) { b(); }", "\n  { b(); }"],
  ["truth and what is missing", "if (!a) { return b; }", "if (a === undefined) { return b; }"],
  ["numbers", "return 5;", "return 6;"],
  ["indices", "return list[a];", "return list[a - 1];"],
  ["rounding", "return Math.floor(a);", "return Math.round(a);"],
  ["sibling methods", "return text.trim();", "return text.trimEnd();"],
  ["arguments", "return b(a, text);", "return b(text, a);"],
  ["the order of calls", 'return b(text).replaceAll("+", a);', 'return b(text.replaceAll("+", a));'],
  ["calls taken off", "return b(text);", "return text;"],
  ["names", "return a + 1;", "return b + 1;"],
  ["properties", "return a.start + b.end;", "return a.end + b.end;"],
  ["assignments", "a += b;", "a -= b;"],
  ["the larger one", "a.end = b.end;", "a.end = Math.max(a.end, b.end)"],
  ["copies", "for (const x of list) b(x);", "for (const x of [...list]) b(x);"],
  ["remainders", "return a % b;", "return ((a % b) + b) % b;"],
  ["sorts without an order", "return list.sort();", "return list.sort((a, b) => a - b);"],
  ["spread in another order", "return { ...a, ...b };", "return { ...b, ...a };"],
  ["patterns", "return /a/.test(text);", "return /a/g.test(text);"],
  ["statements left out", "a.push(1);\n  b.push(2);", "a.push(1);\n  \n}"],
  ["statements in another order", "a.push(1);\n  b.push(2);", "b.push(2);\n  a.push(1);"],
  ["leaving a loop", "for (;;) { if (a) break; }", "if (a) continue;"],
  [
    "leaving after a branch",
    "for (const x of list) {\n    if (a) {\n      b(x);\n    }\n  }",
    "b(x);\n      continue;",
  ],
];

describe("operators propose", () => {
  test.each(cases)("%s", (_what, body, expected) => {
    expect(variants(body).some((variant) => variant.includes(expected))).toBe(true);
  });
});

test("a statement from elsewhere in the file is put where its names are known", () => {
  const rest = "function g(list) {\n  list.sort();\n  hidden.sort();\n}\n";
  const found = variants("a.push(b);", rest);
  expect(found.some((variant) => variant.includes("a.push(b);\n  list.sort();"))).toBe(true);
  expect(found.some((variant) => variant.includes("a.push(b);\n  hidden.sort();"))).toBe(false);
});

test("each mutation gives another text, and nearly all of them a program", () => {
  const body =
    "for (const x of list) {\n    if (x < a && !b) {\n      text += x;\n      continue;\n    }\n  }\n  return text;";
  const found = variants(body);
  expect(new Set(found).size).toBe(found.length);
  expect(found.length).toBeGreaterThan(60);
  const programs = found.filter((variant) => isProgram(variant));
  expect(programs.length / found.length).toBeGreaterThan(0.97);
});

test("texts, keys and the counting of a loop are left as they are", () => {
  const found = variants('for (let i = 0; i < a; i += 1) b({ size: "a < b" });');
  expect(found.some((variant) => variant.includes("a <= b"))).toBe(false);
  expect(found.every((variant) => variant.includes("; i += 1)"))).toBe(true);
});

test("a file with a syntax error has no mutations", () => {
  expect(listMutations("a.js", "function (")).toEqual([]);
});

function isProgram(source: string): boolean {
  try {
    parse(source, { ecmaVersion: "latest", sourceType: "module" });
    return true;
  } catch {
    return false;
  }
}
