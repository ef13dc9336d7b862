import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, pad } from "../src/cell.js";
import { columnWidths, formatTable } from "../src/table.js";

test("a text that fits is left alone", () => {
  assert.equal(cut("table", 5), "table");
  assert.equal(cut("", 5), "");
});

test("a text that is too long ends in an ellipsis", () => {
  assert.equal(cut("tables", 5), "tabl…");
  assert.equal(cut("a long sentence", 8), "a long …");
});

test("a width of one leaves the ellipsis", () => {
  assert.equal(cut("ab", 1), "…");
});

test("a cut text has the width, keeps its start and says that it was cut", () => {
  const text = "abcdefghijklmnopqrstuvwxyz";
  for (let width = 1; width < text.length; width += 1) {
    const short = cut(text, width);
    assert.equal(short.length, width);
    assert.equal(short.endsWith("…"), true);
    assert.equal(text.startsWith(short.slice(0, -1)), true);
  }
  assert.equal(cut(text, text.length), text);
});

test("a space left over goes to the right of a centered text", () => {
  assert.equal(pad("abc", 6, "center"), " abc  ");
  assert.equal(pad("abc", 7, "center"), "  abc  ");
  assert.equal(pad("abc", 3, "center"), "abc");
});

test("every alignment fills the width", () => {
  for (const alignment of ["left", "right", "center"]) {
    for (let width = 4; width < 12; width += 1) {
      const text = pad("word", width, alignment);
      assert.equal(text.length, width);
      assert.equal(text.trim(), "word");
    }
  }
});

test("a narrow column is cut in rows and title", () => {
  const columns = [
    { title: "Full path", key: "path", maxWidth: 6 },
    { title: "N", key: "n" },
  ];
  const rows = [
    { path: "src/table.js", n: 1 },
    { path: "lib", n: 12 },
  ];
  assert.equal(
    formatTable(columns, rows),
    ["Full …   N", "------  --", "src/t…   1", "lib     12"].join("\n"),
  );
});

test("a column is no wider than its longest text", () => {
  assert.deepEqual(columnWidths([{ title: "Id", key: "id", maxWidth: 40 }], [{ id: "abc" }]), [3]);
});

test("a number that is too long is cut on the right", () => {
  const columns = [{ title: "N", key: "n", maxWidth: 4 }];
  assert.equal(formatTable(columns, [{ n: 123456 }, { n: 7 }]), ["   N", "----", "123…", "   7"].join("\n"));
});

test("mixed values go to the left", () => {
  const columns = [{ title: "Value", key: "value" }];
  assert.equal(formatTable(columns, [{ value: 1 }, { value: "x" }]), ["Value", "-----", "1", "x"].join("\n"));
});

test("a table without rows has titles and a rule", () => {
  assert.equal(formatTable([{ title: "Name", key: "name" }], []), "Name\n----");
});

test("no line ends in spaces", () => {
  const columns = [
    { title: "A", key: "a" },
    { title: "B", key: "b", align: "center" },
  ];
  assert.equal(
    formatTable(columns, [
      { a: "xx", b: "y" },
      { a: "z", b: "long" },
    ]).includes(" \n"),
    false,
  );
});
