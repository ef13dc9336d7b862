import assert from "node:assert/strict";
import { test } from "node:test";
import { bullet, definitionList, justify } from "../src/layout.js";
import { wordsOf, wrapParagraph, wrapText } from "../src/wrap.js";

const text = "It was a bright cold day in April, and the clocks were all striking at once";

test("examples", () => {
  assert.deepEqual(wrapParagraph("aaa bbb ccc ddd", 7, { hang: 2 }), ["aaa bbb", "  ccc", "  ddd"]);
  assert.deepEqual(wrapParagraph("aa bb cc dd", 7, { hang: 2 }), ["aa bb", "  cc dd"]);
});

test("the first line has the whole width", () => {
  assert.deepEqual(wrapParagraph("aaaa bbbb cc", 9, { hang: 4 }), ["aaaa bbbb", "    cc"]);
  assert.deepEqual(wrapParagraph("abcdefgh i j", 10, { hang: 6 }), ["abcdefgh i", "      j"]);
});

test("no line is wider than asked for, whatever the indent", () => {
  for (let width = 14; width <= 40; width += 1) {
    for (let hang = 0; hang <= 6; hang += 1) {
      for (const line of wrapParagraph(text, width, { hang })) {
        assert.ok(line.length <= width, `${width} ${hang}: ${line}`);
      }
    }
  }
});

test("a word goes on the next line only if it has no room", () => {
  for (let width = 14; width <= 40; width += 1) {
    for (let hang = 0; hang <= 6; hang += 1) {
      const lines = wrapParagraph(text, width, { hang });
      for (let index = 1; index < lines.length; index += 1) {
        const [word] = wordsOf(lines[index]);
        assert.ok(lines[index - 1].length + 1 + word.length > width, `${width} ${hang}: ${word}`);
      }
    }
  }
});

test("no word is lost", () => {
  for (let width = 1; width <= 30; width += 1) {
    assert.deepEqual(wrapParagraph(text, width, { hang: 1 }).flatMap(wordsOf), wordsOf(text));
  }
});

test("a word that is too long stands alone", () => {
  assert.deepEqual(wrapParagraph("a bcdefghij k", 4, { hang: 1 }), ["a", " bcdefghij", " k"]);
  assert.deepEqual(wrapParagraph("abcdefghij", 4), ["abcdefghij"]);
});

test("indents are of lines but the first", () => {
  const lines = wrapParagraph(text, 20, { hang: 4 });
  assert.ok(lines.length > 3);
  assert.deepEqual(
    lines.map((line) => line.length - line.trimStart().length),
    lines.map((_, index) => (index === 0 ? 0 : 4)),
  );
});

test("each paragraph begins with a first line", () => {
  assert.equal(wrapText("aa bb\n\ncc dd", 4, { hang: 1 }), "aa\n bb\n\ncc\n dd");
  assert.equal(wrapText("aa bb\n \n\ncc dd ee", 5, { hang: 2 }), "aa bb\n\ncc dd\n  ee");
});

test("an empty text has no lines", () => {
  assert.deepEqual(wrapParagraph(" \n ", 10, { hang: 2 }), []);
  assert.equal(wrapText("", 10), "");
});

test("bullets use their lines", () => {
  assert.equal(bullet("flour, salt and a bit of oil", 12), "- flour,\n  salt and a\n  bit of oil");
});

test("what has no indent is as before", () => {
  assert.deepEqual(wrapParagraph("aaa bbb ccc", 7), ["aaa bbb", "ccc"]);
  assert.deepEqual(wrapParagraph("aaa bbb ccc", 6), ["aaa", "bbb", "ccc"]);
  assert.equal(definitionList([["--all", "every one"], ["-q", "less"]], 12), "--all  every\n       one\n-q     less");
  assert.equal(justify("aa b cc", 12), "aa    b   cc");
});
