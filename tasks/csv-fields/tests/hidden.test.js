import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCsv, parseCsv, readTable } from "../src/csv.js";

test("doubled quotes anywhere in a field", () => {
  assert.deepEqual(parseCsv('"""",x'), [['"', "x"]]);
  assert.deepEqual(parseCsv('"""a""","b"""'), [['"a"', 'b"']]);
  assert.deepEqual(parseCsv('"",""""""'), [["", '""']]);
});

test("what follows a field with quotes is kept", () => {
  assert.deepEqual(parseCsv('"a""b",c\nd,"e""f"\n'), [
    ['a"b', "c"],
    ["d", 'e"f'],
  ]);
});

test("Windows line breaks after plain and quoted fields", () => {
  assert.deepEqual(parseCsv('a,"b"\r\n"c",d\r\n'), [
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("Windows line breaks after empty fields", () => {
  assert.deepEqual(parseCsv("a,\r\n,b\r\n"), [
    ["a", ""],
    ["", "b"],
  ]);
});

test("spaces belong to a field", () => {
  assert.deepEqual(parseCsv(" a , b \r\n\tc,d "), [
    [" a ", " b "],
    ["\tc", "d "],
  ]);
});

test("a carriage return within quotes is text", () => {
  assert.deepEqual(parseCsv('"a\r\nb",c\r\n'), [["a\r\nb", "c"]]);
});

test("no record behind the last line break, one with an empty field in an empty line", () => {
  assert.deepEqual(parseCsv("a\r\n"), [["a"]]);
  assert.deepEqual(parseCsv("a\n\nb"), [["a"], [""], ["b"]]);
  assert.deepEqual(parseCsv(""), []);
});

test("a quote that is not closed is an error", () => {
  assert.throws(() => parseCsv('a,"b'), SyntaxError);
  assert.throws(() => parseCsv('"a""'), SyntaxError);
});

test("tables from Windows", () => {
  assert.deepEqual(readTable("name,age\r\nAnn,41\r\nBo\r\n"), [
    { name: "Ann", age: "41" },
    { name: "Bo", age: "" },
  ]);
});

test("what is written is read back, for many fields", () => {
  const pieces = ["", "a", '"', ",", "\n", "\r\n", " "];
  for (const first of pieces) {
    for (const second of pieces) {
      for (const third of pieces) {
        const records = [["x", first + second + third], [second + third, "y"]];
        assert.deepEqual(parseCsv(formatCsv(records)), records);
      }
    }
  }
});
