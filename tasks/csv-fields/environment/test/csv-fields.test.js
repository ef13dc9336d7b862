import assert from "node:assert/strict";
import { test } from "node:test";
import { formatLine, parseLine } from "../src/csv.js";
import { formatTable, parseTable } from "../src/table.js";

test("plain fields are split at commas", () => {
  assert.deepEqual(parseLine("a,b,c"), ["a", "b", "c"]);
});

test("a quoted field may hold a comma", () => {
  assert.deepEqual(parseLine('"Doe, Jane",42'), ["Doe, Jane", "42"]);
});

test("a doubled quote stands for one", () => {
  assert.deepEqual(parseLine('"say ""hi""",x'), ['say "hi"', "x"]);
});

test("an empty field at the end counts", () => {
  assert.deepEqual(parseLine("a,b,"), ["a", "b", ""]);
});

test("only what needs quotes is quoted", () => {
  assert.equal(formatLine(["a", 'b"c', "d,e"]), 'a,"b""c","d,e"');
});

test("a table is read by its names", () => {
  assert.deepEqual(parseTable("name,age\nJane,42\n"), [{ name: "Jane", age: "42" }]);
});

test("a table is written by its names", () => {
  assert.equal(formatTable(["a", "b"], [{ b: 2, a: 1 }]), "a,b\n1,2\n");
});
