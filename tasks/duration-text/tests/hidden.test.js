import assert from "node:assert/strict";
import { test } from "node:test";
import { addDurations, formatDuration, parseDuration } from "../src/duration.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test("one unit", () => {
  assert.equal(formatDuration(1), "1ms");
  assert.equal(formatDuration(7 * SECOND), "7s");
  assert.equal(formatDuration(3 * DAY), "3d");
  assert.equal(formatDuration(0), "0s");
});

test("two units by default", () => {
  assert.equal(formatDuration(1500), "1s 500ms");
  assert.equal(formatDuration(DAY + 5 * HOUR + 10 * MINUTE), "1d 5h");
});

test("as many units as asked for", () => {
  const time = DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND + 5;
  assert.equal(formatDuration(time, 1), "1d");
  assert.equal(formatDuration(time, 3), "1d 2h 3m");
  assert.equal(formatDuration(time, 5), "1d 2h 3m 4s 5ms");
});

test("a zero in between is left out and counts as a unit", () => {
  assert.equal(formatDuration(HOUR + 20 * SECOND), "1h");
  assert.equal(formatDuration(HOUR + 20 * SECOND, 3), "1h 20s");
});

test("less than half of the last unit is dropped", () => {
  assert.equal(formatDuration(MINUTE + 29 * SECOND + 200), "1m 29s");
  assert.equal(formatDuration(HOUR + 10 * SECOND), "1h");
  assert.equal(formatDuration(MINUTE + 1, 1), "1m");
});

test("half of the last unit and more is one more", () => {
  assert.equal(formatDuration(MINUTE + 29 * SECOND + 500), "1m 30s");
  assert.equal(formatDuration(HOUR + 30 * SECOND), "1h 1m");
  assert.equal(formatDuration(DAY + 12 * HOUR, 1), "2d");
});

test("sixty of a unit never occur", () => {
  assert.equal(formatDuration(MINUTE + 59 * SECOND + 700), "2m");
  assert.equal(formatDuration(59 * MINUTE + 59 * SECOND + 600), "1h");
  assert.equal(formatDuration(23 * HOUR + 59 * MINUTE + 40 * SECOND), "1d");
  assert.equal(formatDuration(999.6), "1s");
});

test("what is printed is nearest to what was given", () => {
  for (let time = MINUTE; time < HOUR; time += 7919) {
    assert.equal(Math.abs(parseDuration(formatDuration(time)) - time) <= 500, true, String(time));
  }
  for (let time = HOUR; time < DAY; time += 547_781) {
    assert.equal(Math.abs(parseDuration(formatDuration(time)) - time) <= 30_000, true, String(time));
  }
});

test("a duration before zero is printed like one after it", () => {
  for (const time of [1, 1499, 89_200, 89_700, 5_429_999, 5_430_000]) {
    assert.equal(formatDuration(-time), `-${formatDuration(time)}`);
  }
});

test("printing in all units and reading are inverse", () => {
  for (let time = 0; time < 3 * DAY; time += 1_234_567) {
    assert.equal(parseDuration(formatDuration(time, 5)), time);
    assert.equal(parseDuration(formatDuration(-time - 1, 5)), -time - 1);
  }
});

test("spaces and decimals are read", () => {
  assert.equal(parseDuration(" 1h30m "), 5_400_000);
  assert.equal(parseDuration("1.5 h"), 5_400_000);
  assert.equal(parseDuration("- 20 ms"), -20);
});

test("what is no duration is refused", () => {
  for (const text of ["", "5", "h", "5x", "1h 5", "5m later", "--5s"]) {
    assert.throws(() => parseDuration(text), SyntaxError, text);
  }
  assert.throws(() => formatDuration(Number.NaN), RangeError);
});

test("durations are added before they are rounded", () => {
  assert.equal(addDurations(["1h 20s", "20s"]), "1h 1m");
  assert.equal(addDurations(["1h", "-15s"], 2), "59m 45s");
  assert.equal(addDurations([]), "0s");
});
