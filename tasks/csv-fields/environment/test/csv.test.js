import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCsv, parseCsv, readTable } from "../src/csv.js";

test("fields and records", () => {
  assert.deepEqual(parseCsv("a,b\nc,d\n"), [
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("empty fields", () => {
  assert.deepEqual(parseCsv(",a,,b,"), [["", "a", "", "b", ""]]);
});

test("a quoted field may hold separators and line breaks", () => {
  assert.deepEqual(parseCsv('"a,b","c\nd"'), [["a,b", "c\nd"]]);
});

test("a doubled quote is a quote", () => {
  assert.deepEqual(parseCsv('a,"say ""hi"" now",b'), [["a", 'say "hi" now', "b"]]);
});

test("lines may end as they do on Windows", () => {
  assert.deepEqual(parseCsv("a,b\r\nc,d\r\n"), [
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("a table has its names in the first record", () => {
  assert.deepEqual(readTable("name;age\nAnn;41\n", ";"), [{ name: "Ann", age: "41" }]);
});

test("special fields are quoted", () => {
  assert.equal(formatCsv([["a", "b,c", 'd"e']]), 'a,"b,c","d""e"\n');
});
