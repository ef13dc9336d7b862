import assert from "node:assert/strict";
import { test } from "node:test";
import { addDurations, formatDuration, parseDuration } from "../src/duration.js";

test("hours and minutes", () => {
  assert.equal(formatDuration(5_400_000), "1h 30m");
});

test("units that come to zero are left out", () => {
  assert.equal(formatDuration(3_600_000), "1h");
  assert.equal(formatDuration(0), "0s");
});

test("the last unit is rounded", () => {
  assert.equal(formatDuration(3_600_000 + 59 * 60_000 + 45_000), "2h");
  assert.equal(formatDuration(90_000), "1m 30s");
});

test("a time before another", () => {
  assert.equal(formatDuration(-90_000), "-1m 30s");
});

test("texts are read", () => {
  assert.equal(parseDuration("1h 30m"), 5_400_000);
  assert.equal(parseDuration("2.5s"), 2500);
  assert.equal(parseDuration("250ms"), 250);
});

test("other texts are refused", () => {
  assert.throws(() => parseDuration("soon"), SyntaxError);
  assert.throws(() => parseDuration("5"), SyntaxError);
});

test("durations are added", () => {
  assert.equal(addDurations(["45m", "30m"]), "1h 15m");
});
