import assert from "node:assert/strict";
import { test } from "node:test";
import { History } from "../src/history.js";
import { play } from "../src/script.js";

test("undo and redo", () => {
  assert.equal(play("abc<<"), "a");
  assert.equal(play("abc<<>"), "ab");
});

test("nothing to undo", () => {
  const history = new History("start");
  assert.equal(history.canUndo, false);
  assert.equal(history.undo().value, "start");
});

test("what is undone is gone after something new", () => {
  const history = new History(1).set(2).undo().set(3);
  assert.equal(history.canRedo, false);
  assert.equal(history.redo().value, 3);
});

test("a group is one step", () => {
  assert.equal(play("a(bcd)<"), "a");
});

test("a group within a group belongs to it", () => {
  assert.equal(play("a(b(c)d)<"), "a");
});

test("only so many steps are kept", () => {
  assert.equal(play("abcde<<<<<<", { limit: 2 }), "abc");
});

test("a group must be begun before it ends", () => {
  assert.throws(() => new History(0).endGroup());
});
