import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTime, nextTimes, parseSchedule } from "../src/cron.js";
import { parseField } from "../src/field.js";

test("every quarter of an hour", () => {
  assert.deepEqual(nextTimes("*/15 * * * *", "2024-03-05T10:40", 3), [
    "2024-03-05T10:45",
    "2024-03-05T11:00",
    "2024-03-05T11:15",
  ]);
});

test("the time itself does not count", () => {
  assert.equal(nextTime("30 6 * * *", "2024-03-05T06:30"), "2024-03-06T06:30");
});

test("steps count from the start of a range", () => {
  assert.deepEqual([...parseField("5-40/10", 0, 59)], [5, 15, 25, 35]);
});

test("only on Mondays", () => {
  assert.equal(nextTime("0 9 * * 1", "2024-03-05T10:00"), "2024-03-11T09:00");
});

test("only on the 13th", () => {
  assert.equal(nextTime("0 0 13 * *", "2024-03-05T10:00"), "2024-03-13T00:00");
});

test("Sunday is 0 and 7", () => {
  assert.deepEqual(parseSchedule("0 0 * * 7").weekdays, new Set([0]));
});

test("a day that never comes", () => {
  assert.equal(nextTime("0 0 30 2 *", "2024-03-05T10:00"), undefined);
});
