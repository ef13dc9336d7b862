// Guards of the repair agent, held against every mutation of every task that comes with Playoff.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { listGuards, moveGuards } from "@/lib/engine/agents/repair/guards";
import { listMutations } from "@/lib/engine/agents/repair/list-mutations";
import { applyMutation } from "@/lib/engine/agents/repair/mutation";
import { listBuiltInTasks } from "@/lib/tasks/built-in";

test("loops and functions with a body are guarded; a loop's single statement gets braces", () => {
  const source =
    "function f(n) {A while (n) Bn -= 1;C for (const a of b) {D g(() => a); } do {E x(); } while (y); }";
  const places = new Map([...source.matchAll(/[A-E]/g)].map(([name], index) => [name, index]));
  const plain = source.replaceAll(/[A-E]/g, "");
  const at = (name: string) => source.indexOf(name) - (places.get(name) ?? 0);
  expect(listGuards("a.js", plain)).toBe(`${at("A")}; ${at("B")}{ ${at("C")}} ${at("D")}; ${at("E")};`);
});

test("a file with a syntax error has none", () => {
  expect(listGuards("a.js", "function f( {")).toBe("");
});

describe("guards that move along with a mutation are those that a new reading finds", () => {
  test.each(listBuiltInTasks())("in $name", ({ folder }) => {
    const sources = path.join(folder, "environment/src");
    for (const name of readdirSync(sources)) {
      const source = readFileSync(path.join(sources, name), "utf8");
      const guards = listGuards(name, source);
      for (const mutation of listMutations(name, source)) {
        const after = applyMutation(source, mutation);
        const anew = listGuards(name, after);
        // What is no JavaScript any more does not load, wherever its guards are.
        if (anew !== "") expect(moveGuards(name, source, guards, after)).toBe(anew);
      }
    }
  });
});
