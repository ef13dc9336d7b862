import assert from "node:assert/strict";
import { test } from "node:test";
import { Emitter } from "../src/emitter.js";
import { fitsEvent } from "../src/pattern.js";

test("listeners are called in order", () => {
  const emitter = new Emitter();
  const calls = [];
  emitter.on("save", () => calls.push("first"));
  emitter.on("save", () => calls.push("second"));
  assert.equal(emitter.emit("save"), 2);
  assert.deepEqual(calls, ["first", "second"]);
});

test("a listener gets the event and its values", () => {
  const emitter = new Emitter();
  let got;
  emitter.on("user.*", (...all) => (got = all));
  emitter.emit("user.login", "ann", 3);
  assert.deepEqual(got, ["user.login", "ann", 3]);
});

test("a listener for one event is called once", () => {
  const emitter = new Emitter();
  let calls = 0;
  emitter.once("save", () => (calls += 1));
  emitter.emit("save");
  emitter.emit("save");
  assert.equal(calls, 1);
});

test("listeners for one event do not hide the others", () => {
  const emitter = new Emitter();
  const calls = [];
  emitter.once("save", () => calls.push("once"));
  emitter.on("save", () => calls.push("always"));
  emitter.emit("save");
  assert.deepEqual(calls, ["once", "always"]);
});

test("listeners are taken away", () => {
  const emitter = new Emitter();
  const stop = emitter.on("save", () => {});
  emitter.on("load", () => {});
  stop();
  emitter.off("load");
  assert.equal(emitter.listenerCount("save") + emitter.listenerCount("load"), 0);
});

test("patterns", () => {
  assert.equal(fitsEvent("order.*", "order.paid"), true);
  assert.equal(fitsEvent("order.*", "order.item.added"), false);
  assert.equal(fitsEvent("order.**", "order.item.added"), true);
  assert.equal(fitsEvent("order.**", "order"), false);
});
