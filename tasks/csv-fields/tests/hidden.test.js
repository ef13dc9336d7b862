import assert from "node:assert/strict";
import { test } from "node:test";
import { formatLine, parseLine } from "../src/csv.js";
import { formatTable, parseTable } from "../src/table.js";

test("a line of empty fields keeps them all", () => {
  assert.deepEqual(parseLine(",,"), ["", "", ""]);
});

test("an empty line is one empty field", () => {
  assert.deepEqual(parseLine(""), [""]);
});

test("an empty quoted field at the end counts", () => {
  assert.deepEqual(parseLine('a,""'), ["a", ""]);
  assert.deepEqual(parseLine('""'), [""]);
});

test("quotes at the edges of a quoted field", () => {
  assert.deepEqual(parseLine('"""a"""'), ['"a"']);
  assert.deepEqual(parseLine('"""",b'), ['"', "b"]);
});

test("several doubled quotes in a row", () => {
  assert.deepEqual(parseLine('"a""""b"'), ['a""b']);
});

test("a comma after a doubled quote stays inside", () => {
  assert.deepEqual(parseLine('"x"",y",z'), ['x",y', "z"]);
});

test("what is written is read again", () => {
  const values = ["", "a", '"', ",", '",', 'a"b', '""', " a "];
  for (const one of values) {
    for (const two of values) {
      for (const three of values) {
        assert.deepEqual(parseLine(formatLine([one, two, three])), [one, two, three]);
      }
    }
  }
});

test("missing values are written empty", () => {
  assert.equal(formatTable(["a", "b"], [{ a: null }, { b: "x" }]), "a,b\n,\n,x\n");
});

test("short rows are filled up", () => {
  assert.deepEqual(parseTable("a,b,c\r\n1,2\r\n\r\n3,4,5"), [
    { a: "1", b: "2", c: "" },
    { a: "3", b: "4", c: "5" },
  ]);
});
