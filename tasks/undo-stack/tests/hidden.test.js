import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../src/history.js";
import { play } from "../src/script.js";

test("as many steps back as were made", () => {
  for (let count = 0; count <= 6; count += 1) {
    assert.equal(play(`abcdef${"<".repeat(count)}`), "abcdef".slice(0, 6 - count));
  }
});

test("back and forth ends where it began", () => {
  for (let count = 0; count <= 8; count += 1) {
    assert.equal(play(`abcdef${"<".repeat(count)}${">".repeat(count)}`), "abcdef");
  }
});

test("a new step takes the future away", () => {
  assert.equal(play("ab<c>"), "ac");
  assert.equal(play("abc<<d>>"), "ad");
  assert.equal(play("abc<<d<"), "a");
});

test("a new group takes the future away", () => {
  assert.equal(play("ab<(cd)>"), "acd");
  assert.equal(play("abc<<(d(e))>>"), "ade");
});

test("an empty group is no step and leaves the future", () => {
  assert.equal(play("ab<()>"), "ab");
  assert.equal(play("ab()<"), "a");
});

test("setting the same value is no step and leaves the future", () => {
  const history = new History(1).set(2).undo().set(1);
  assert.equal(history.canUndo, false);
  assert.equal(history.redo().value, 2);
});

test("a group that ends where it began leaves the future", () => {
  const history = new History(1).set(2).undo().beginGroup().set(5).set(1).endGroup();
  assert.equal(history.canUndo, false);
  assert.equal(history.redo().value, 2);
});

test("a group at any depth is one step", () => {
  for (let depth = 1; depth <= 5; depth += 1) {
    const group = `b${"(c".repeat(depth)}${"d)".repeat(depth)}`;
    assert.equal(play(`a(${group})<`), "a");
    assert.equal(play(`a(${group})<>`), `a${group.replaceAll(/[()]/g, "")}`);
  }
});

test("two groups are two steps", () => {
  assert.equal(play("(ab)(cd)<"), "ab");
  assert.equal(play("((ab)(cd))<"), "");
  assert.equal(play("((a)b)((c)d)<"), "ab");
});

test("there is no undo within a group", () => {
  assert.equal(play("a(b<c)"), "abc");
  assert.equal(new History(1).set(2).beginGroup().canUndo, false);
});

test("the limit counts steps, groups too", () => {
  assert.equal(play("a(bc)d(ef)<<<<", { limit: 3 }), "a");
  for (let limit = 1; limit <= 6; limit += 1) {
    assert.equal(play(`abcdef${"<".repeat(9)}`, { limit }), "abcdef".slice(0, 6 - limit));
  }
});

test("the limit holds after going back and forth", () => {
  assert.equal(play("abcd<<>>e<<<<", { limit: 2 }), "abc");
});
