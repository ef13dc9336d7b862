import assert from "node:assert/strict";
import { test } from "node:test";
import { bullet, definitionList, justify } from "../src/layout.js";
import { wrapParagraph, wrapText } from "../src/wrap.js";

test("lines are filled", () => {
  assert.deepEqual(wrapParagraph("aaa bbb ccc", 7), ["aaa bbb", "ccc"]);
  assert.deepEqual(wrapParagraph("  a\n b  ", 7), ["a b"]);
});

test("lines but the first are set in", () => {
  assert.deepEqual(wrapParagraph("aaa bb cccc ddd", 8, { hang: 2 }), ["aaa bb", "  cccc", "  ddd"]);
});

test("no line is wider than asked for", () => {
  for (const line of wrapParagraph("one two three four five six seven", 10, { hang: 3 })) {
    assert.ok(line.length <= 10);
  }
});

test("paragraphs are kept apart", () => {
  assert.equal(wrapText("aaa bbb\n\nccc\n", 3), "aaa\nbbb\n\nccc");
});

test("bullets are set in", () => {
  assert.equal(bullet("salt, pepper and oil", 12), "- salt,\n  pepper and\n  oil");
});

test("lines are justified", () => {
  assert.equal(justify("a b c", 8), "a   b  c");
});

test("definitions stand in a column", () => {
  assert.equal(definitionList([["-v", "say more"], ["-q", "say less"]], 9), "-v  say\n    more\n-q  say\n    less");
});
