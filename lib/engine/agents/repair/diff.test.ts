import { expect, test } from "vitest";
import { changesIn, combine, diffOf } from "@/lib/engine/agents/repair/candidate";
import { splitHunk } from "@/lib/engine/agents/repair/diff";
import { applyHunk } from "@/lib/engine/agents/repair/hunks";
import { listMutations } from "@/lib/engine/agents/repair/list-mutations";
import { LARGEST_HUNK, smallProject, TAKE_HUNK } from "@/lib/engine/agents/repair/testing/small-project";

const path = "src/list.js";
const source = smallProject[path];
const sources = new Map([[path, source]]);

test("a mutation is recognised again by its diff", () => {
  const mutations = listMutations(path, source);
  const keys = mutations.map((mutation) => {
    const candidate = combine(sources, [mutation]);
    return candidate === null ? [] : changesIn(diffOf(sources, candidate));
  });
  const found = mutations.filter(({ key }, index) => keys[index]?.length === 1 && keys[index][0] === key);
  // A diff may line up moved and inserted statements in another way than the mutation was made.
  expect(found.length / mutations.length).toBeGreaterThan(0.9);
  expect(mutations.length).toBeGreaterThan(40);
});

test("mutations of the same text cannot be joined, others can", () => {
  const mutations = listMutations(path, source);
  const boundary = mutations.find(({ after }) => after.includes(">="));
  const method = mutations.find(({ after }) => after === "max");
  if (!boundary || !method) throw new Error("the project has lost its bugs");
  expect(combine(sources, [boundary, boundary])).toBeNull();
  const joined = combine(sources, [boundary, method])?.result.get(path);
  expect(joined).toContain("taken.length >= count");
  expect(joined).toContain("Math.max");
});

test("a hunk is applied where its lines stand, and nowhere else", () => {
  expect(applyHunk(source, TAKE_HUNK)).toBe(source.replace("length > count", "length >= count"));
  expect(applyHunk("other\n", TAKE_HUNK)).toBeNull();
  expect(applyHunk("a\na\n", "@@ -1 +1 @@\n-a\n+b")).toBeNull();
});

test("a hunk with two changed places comes apart into two that apply by themselves", () => {
  const lines = ["@@ -1,5 +1,5 @@", "-a", "+A", " b", " c", "-d", "+D", " e"];
  const pieces = splitHunk({ path, text: lines.join("\n") });
  expect(pieces.map(({ text }) => applyHunk("a\nb\nc\nd\ne\n", text))).toEqual([
    "A\nb\nc\nd\ne\n",
    "a\nb\nc\nD\ne\n",
  ]);
  expect(splitHunk({ path, text: LARGEST_HUNK })).toHaveLength(1);
});
