import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOfYear, daysInMonth, isLeapYear } from "../src/calendar.js";
import { addMonths, ageOn, daysBetween, wholeMonths } from "../src/span.js";

const date = (text) => {
  const [year, month, day] = text.split("-").map(Number);
  return { year, month, day };
};

test("leap years", () => {
  assert.equal(isLeapYear(2024), true);
  assert.equal(isLeapYear(2023), false);
  assert.equal(isLeapYear(1900), false);
  assert.equal(isLeapYear(2000), true);
});

test("days of a month", () => {
  assert.equal(daysInMonth(2023, 2), 28);
  assert.equal(daysInMonth(2023, 4), 30);
});

test("the day of the year", () => {
  assert.equal(dayOfYear(date("2023-12-31")), 365);
});

test("days within a year", () => {
  assert.equal(daysBetween(date("2023-01-31"), date("2023-03-01")), 29);
});

test("months are added to the last day of a month", () => {
  assert.deepEqual(addMonths(date("2023-01-31"), 1), date("2023-02-28"));
  assert.deepEqual(addMonths(date("2023-08-31"), 6), date("2024-02-29"));
});

test("whole months", () => {
  assert.equal(wholeMonths(date("2023-01-15"), date("2023-03-14")), 1);
});

test("an age", () => {
  assert.equal(ageOn(date("1990-06-15"), date("2020-06-14")), 29);
});
