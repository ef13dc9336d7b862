import { expect, test } from "vitest";
import { titleTask } from "@/lib/worker/task-title";

const titleOf = (known: Partial<Parameters<typeof titleTask>[0]>) =>
  titleTask({ instanceId: null, source: null, statement: null, ...known }, "log.jsonl");

test.each([
  ["its instance id", { instanceId: "demo__calc-1", source: "bench" }, "demo__calc-1"],
  ["a number with its source", { instanceId: "7", source: "security_guide" }, "security_guide · 7"],
  ["a number alone without", { instanceId: "7" }, "7"],
  ["the first line", { statement: "\n# Fix the half\nIt is a third." }, "Fix the half"],
  ["the line behind a heading", { statement: "Task:\nDid it rain?" }, "Did it rain?"],
  ["a heading when there is nothing else", { statement: "Task:" }, "Task:"],
  [
    "the text within JSON text",
    { statement: JSON.stringify(JSON.stringify("Read a.md\nand b.md")) },
    "Read a.md",
  ],
  ["a statement in quotes as it stands", { statement: '"Read" the "docs"' }, '"Read" the "docs"'],
  ["the file when nothing is known", {}, "log.jsonl"],
])("a task is called by %s", (_, known, title) => {
  expect(titleOf(known)).toBe(title);
});

test("a secret in the statement is masked in the title", () => {
  const token = ["ghp", "4fJ9xQ2bLm7Rk0TzWc8VhN3pYs6DgA1uE5iX"].join("_"); // was never valid
  expect(titleOf({ statement: `Clone it with ${token}` })).toBe("Clone it with ghp_••••••••");
});
