import assert from "node:assert/strict";
import { test } from "node:test";
import { cut, pad } from "../src/cell.js";
import { columnWidths, formatTable } from "../src/table.js";

const COLUMNS = [
  { title: "Name", key: "name" },
  { title: "Size", key: "size" },
];

test("numbers go to the right", () => {
  const rows = [
    { name: "readme", size: 7 },
    { name: "src", size: 1204 },
  ];
  assert.equal(
    formatTable(COLUMNS, rows),
    ["Name    Size", "------  ----", "readme     7", "src     1204"].join("\n"),
  );
});

test("a missing value leaves its place empty", () => {
  assert.equal(formatTable(COLUMNS, [{ size: 5 }]).split("\n")[2], "         5");
});

test("a title can be the longest text", () => {
  assert.deepEqual(columnWidths(COLUMNS, [{ name: "a", size: 1 }]), [4, 4]);
});

test("a centered text", () => {
  assert.equal(pad("ab", 6, "center"), "  ab  ");
});

test("a cut text fits the width", () => {
  assert.equal(cut("workspace", 6).length, 6);
  assert.equal(cut("work", 6), "work");
});

test("the lines of a table with a narrow column have one length", () => {
  const columns = [
    { title: "Path", key: "path", maxWidth: 8 },
    { title: "Kind", key: "kind" },
  ];
  const rows = [
    { path: "src/components/table", kind: "file" },
    { path: "src", kind: "dir." },
  ];
  const lengths = formatTable(columns, rows)
    .split("\n")
    .map((line) => line.length);
  assert.deepEqual(lengths, [14, 14, 14, 14]);
});
