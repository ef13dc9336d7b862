import assert from "node:assert/strict";
import { test } from "node:test";
import { Emitter } from "../src/emitter.js";
import { fitsEvent } from "../src/pattern.js";

/** Names of the listeners in the order of their calls. */
function recorder() {
  const emitter = new Emitter();
  const calls = [];
  return { emitter, calls, note: (name) => () => calls.push(name) };
}

test("any number of listeners for one event is called in order", () => {
  for (let count = 1; count <= 6; count += 1) {
    const { emitter, calls, note } = recorder();
    const names = Array.from({ length: count }, (_, index) => `once ${index}`);
    names.forEach((name) => emitter.once("save", note(name)));
    emitter.on("save", note("always"));
    assert.equal(emitter.emit("save"), count + 1);
    assert.deepEqual(calls, [...names, "always"]);
    assert.equal(emitter.emit("save"), 1);
  }
});

test("both kinds of listener mixed", () => {
  const { emitter, calls, note } = recorder();
  emitter.on("save", note("a"));
  emitter.once("save", note("b"));
  emitter.once("load", note("c"));
  emitter.once("save", note("d"));
  emitter.on("save", note("e"));
  emitter.emit("save");
  emitter.emit("save");
  assert.deepEqual(calls, ["a", "b", "d", "e", "a", "e"]);
});

test("a listener that takes itself away does not hide the next one", () => {
  const { emitter, calls, note } = recorder();
  const stop = emitter.on("save", () => {
    calls.push("first");
    stop();
  });
  emitter.on("save", note("second"));
  emitter.emit("save");
  assert.deepEqual(calls, ["first", "second"]);
});

test("a listener that is taken away during an event is called for it still", () => {
  const { emitter, calls, note } = recorder();
  const second = note("second");
  emitter.on("save", () => emitter.off("save", second));
  emitter.on("save", second);
  emitter.emit("save");
  emitter.emit("save");
  assert.deepEqual(calls, ["second"]);
});

test("a listener that is added during an event waits for the next one", () => {
  const { emitter, calls, note } = recorder();
  emitter.once("save", () => emitter.on("save", note("late")));
  assert.equal(emitter.emit("save"), 1);
  assert.deepEqual(calls, []);
  emitter.emit("save");
  assert.deepEqual(calls, ["late"]);
});

test("a listener for one event that adds itself again is called once for each event", () => {
  const emitter = new Emitter();
  let calls = 0;
  const again = () => {
    calls += 1;
    if (calls < 5) {
      emitter.once("tick", again);
    }
  };
  emitter.once("tick", again);
  emitter.emit("tick");
  assert.equal(calls, 1);
  emitter.emit("tick");
  assert.equal(calls, 2);
});

test("an event within an event does not call a listener for one event again", () => {
  const { emitter, calls, note } = recorder();
  emitter.once("save", () => {
    calls.push("outer");
    emitter.emit("save");
  });
  emitter.on("save", note("always"));
  emitter.emit("save");
  assert.deepEqual(calls, ["outer", "always", "always"]);
});

test("taking away by pattern and function", () => {
  const { emitter, calls, note } = recorder();
  const one = note("one");
  emitter.on("save", one);
  emitter.once("save", one);
  emitter.on("save", note("other"));
  emitter.off("save", one);
  emitter.emit("save");
  assert.deepEqual(calls, ["other"]);
});

test("taking away twice takes away one", () => {
  const emitter = new Emitter();
  const call = () => {};
  const stop = emitter.on("save", call);
  emitter.on("save", call);
  stop();
  stop();
  assert.equal(emitter.listenerCount("save"), 1);
});

test("patterns fit whole names", () => {
  const fits = (pattern) => ["a", "a.b", "a.c", "a.b.c"].filter((event) => fitsEvent(pattern, event));
  assert.deepEqual(fits("a"), ["a"]);
  assert.deepEqual(fits("a.*"), ["a.b", "a.c"]);
  assert.deepEqual(fits("*.b"), ["a.b"]);
  assert.deepEqual(fits("**"), ["a", "a.b", "a.c", "a.b.c"]);
  assert.deepEqual(fits("a.**"), ["a.b", "a.c", "a.b.c"]);
});

test("waiting for the next event", async () => {
  const emitter = new Emitter();
  const waiting = emitter.next("job.*");
  assert.equal(emitter.emit("job.done", 1, 2), 1);
  assert.deepEqual(await waiting, [1, 2]);
  assert.equal(emitter.listenerCount("job.done"), 0);
});
