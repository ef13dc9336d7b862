import assert from "node:assert/strict";
import { test } from "node:test";
import { daysInMonth, formatDate, isLeapYear, parseDate } from "../src/calendar.js";
import { addDays, addMonths, billingDates, daysBetween } from "../src/span.js";

test("short months give their last day", () => {
  assert.equal(addMonths("2024-01-31", 1), "2024-02-29");
  assert.equal(addMonths("2023-01-31", 1), "2023-02-28");
  assert.equal(addMonths("2024-05-31", 1), "2024-06-30");
});

test("a day that fits is kept, in longer months too", () => {
  assert.equal(addMonths("2024-02-29", 1), "2024-03-29");
  assert.equal(addMonths("2024-04-30", 1), "2024-05-30");
});

test("going back", () => {
  assert.equal(addMonths("2024-03-31", -1), "2024-02-29");
  assert.equal(addMonths("2023-03-30", -1), "2023-02-28");
  assert.equal(addMonths("2024-01-31", -2), "2023-11-30");
});

test("the year of the result decides on February", () => {
  assert.equal(addMonths("2024-02-29", 12), "2025-02-28");
  assert.equal(addMonths("2023-12-31", 2), "2024-02-29");
  assert.equal(addMonths("2024-12-31", 2), "2025-02-28");
  assert.equal(addMonths("2025-01-31", -11), "2024-02-29");
  assert.equal(addMonths("1999-12-31", 2), "2000-02-29");
  assert.equal(addMonths("2099-12-31", 2), "2100-02-28");
});

test("no months change nothing", () => {
  for (const date of ["2024-02-29", "2023-12-31", "2024-01-01"]) {
    assert.equal(addMonths(date, 0), date);
  }
});

test("every result is a date in the right month, with the day that was asked for or the last", () => {
  for (let start = "2023-12-25"; start < "2024-03-05"; start = addDays(start, 1)) {
    const from = parseDate(start);
    for (let months = -30; months <= 30; months += 1) {
      const to = parseDate(addMonths(start, months));
      assert.equal(to.year * 12 + to.month - (from.year * 12 + from.month), months);
      assert.equal(to.day, Math.min(from.day, daysInMonth(to.year, to.month)));
    }
  }
});

test("bills keep the day of the first", () => {
  assert.deepEqual(billingDates("2023-12-30", 4), ["2023-12-30", "2024-01-30", "2024-02-29", "2024-03-30"]);
  assert.deepEqual(billingDates("2024-01-31", 0), []);
});

test("leap years", () => {
  const years = [1900, 2000, 2023, 2024, 2100];
  assert.deepEqual(years.filter(isLeapYear), [2000, 2024]);
});

test("days are as before", () => {
  assert.equal(addDays("2024-02-28", 2), "2024-03-01");
  assert.equal(addDays("2024-01-01", -366), "2022-12-31");
  assert.equal(daysBetween("2023-12-31", "2024-12-31"), 366);
  assert.equal(daysBetween("2024-03-01", "2024-02-28"), -2);
});

test("dates are read and printed", () => {
  assert.equal(formatDate(parseDate("0999-01-09")), "0999-01-09");
  assert.throws(() => parseDate("2023-02-29"), RangeError);
  assert.throws(() => parseDate("2023-13-01"), RangeError);
});
