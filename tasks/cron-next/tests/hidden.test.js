import assert from "node:assert/strict";
import { test } from "node:test";
import { nextTime, nextTimes } from "../src/cron.js";
import { parseField } from "../src/field.js";

test("a list, a range and a number", () => {
  assert.deepEqual([...parseField("1,10-12,30", 0, 59)], [1, 10, 11, 12, 30]);
});

test("steps over everything start at the first number of the field", () => {
  assert.deepEqual([...parseField("*/10", 1, 31)], [1, 11, 21, 31]);
  assert.deepEqual([...parseField("*/25", 0, 59)], [0, 25, 50]);
});

test("a number with a step goes on to the end of the field", () => {
  assert.deepEqual([...parseField("7/20", 0, 59)], [7, 27, 47]);
});

test("every range with every step starts at its first number", () => {
  for (let first = 0; first < 60; first += 7) {
    for (let step = 1; step < 20; step += 1) {
      const expected = [];
      for (let value = first; value <= 59; value += step) {
        expected.push(value);
      }
      assert.deepEqual([...parseField(`${first}-59/${step}`, 0, 59)], expected);
    }
  }
});

test("what is out of range is refused", () => {
  assert.throws(() => parseField("60", 0, 59), RangeError);
  assert.throws(() => parseField("5-2", 0, 59), RangeError);
  assert.throws(() => parseField("*/0", 0, 59), RangeError);
});

test("both days starred: every day", () => {
  assert.deepEqual(nextTimes("0 12 * * *", "2024-02-28T13:00", 2), ["2024-02-29T12:00", "2024-03-01T12:00"]);
});

test("only the weekday is given", () => {
  assert.deepEqual(nextTimes("15 8 * * 6,7", "2024-03-05T10:00", 3), [
    "2024-03-09T08:15",
    "2024-03-10T08:15",
    "2024-03-16T08:15",
  ]);
});

test("only the day of the month is given", () => {
  assert.deepEqual(nextTimes("0 0 31 * *", "2024-01-31T00:00", 3), [
    "2024-03-31T00:00",
    "2024-05-31T00:00",
    "2024-07-31T00:00",
  ]);
});

test("both are given: either is enough", () => {
  assert.deepEqual(nextTimes("0 0 13 * 5", "2024-09-06T00:00", 4), [
    "2024-09-13T00:00",
    "2024-09-20T00:00",
    "2024-09-27T00:00",
    "2024-10-04T00:00",
  ]);
  assert.equal(nextTime("0 0 10 * 1", "2024-03-05T00:00"), "2024-03-10T00:00");
});

test("a month is waited for", () => {
  assert.equal(nextTime("0 0 1 1 *", "2024-03-05T10:00"), "2025-01-01T00:00");
  assert.equal(nextTime("0 0 29 2 *", "2025-01-01T00:00"), "2028-02-29T00:00");
});

test("every second day of the month is an odd one", () => {
  assert.deepEqual(nextTimes("0 0 */2 4 *", "2024-04-01T00:00", 3), [
    "2024-04-03T00:00",
    "2024-04-05T00:00",
    "2024-04-07T00:00",
  ]);
});

test("a single weekday comes every seven days", () => {
  for (let weekday = 0; weekday < 7; weekday += 1) {
    const times = nextTimes(`0 0 * * ${weekday}`, "2024-01-01T00:00", 6).map((time) =>
      Date.parse(`${time}Z`),
    );
    for (let index = 1; index < times.length; index += 1) {
      assert.equal(times[index] - times[index - 1], 7 * 24 * 60 * 60 * 1000);
    }
    assert.equal(new Date(times[0]).getUTCDay(), weekday);
  }
});
