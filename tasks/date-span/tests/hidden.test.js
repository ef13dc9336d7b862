import assert from "node:assert/strict";
import { test } from "node:test";
import { dayNumber, dayOfYear, daysInMonth, isLeapYear } from "../src/calendar.js";
import { addMonths, ageOn, daysBetween, wholeMonths } from "../src/span.js";

const date = (text) => {
  const [year, month, day] = text.split("-").map(Number);
  return { year, month, day };
};

test("leap years of four centuries are 97", () => {
  let leap = 0;
  for (let year = 1601; year <= 2000; year += 1) leap += isLeapYear(year) ? 1 : 0;
  assert.equal(leap, 97);
});

test("2000 was a leap year, 2100 will be none", () => {
  assert.equal(daysInMonth(2000, 2), 29);
  assert.equal(daysInMonth(2100, 2), 28);
});

test("a year ends on day 365 or 366", () => {
  assert.equal(dayOfYear(date("2000-12-31")), 366);
  assert.equal(dayOfYear(date("1900-12-31")), 365);
});

test("each day follows the one before", () => {
  let before = dayNumber(date("1999-12-31"));
  for (let year = 2000; year <= 2005; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let day = 1; day <= daysInMonth(year, month); day += 1) {
        assert.equal(dayNumber({ year, month, day }), before + 1);
        before += 1;
      }
    }
  }
});

test("days between are those of the calendar", () => {
  for (const [from, to] of [
    ["1999-02-28", "2000-03-01"],
    ["2000-02-28", "2000-03-01"],
    ["1600-01-01", "2400-12-31"],
  ]) {
    const utc = (text) => Date.parse(text + "T00:00:00Z") / 86_400_000;
    assert.equal(daysBetween(date(from), date(to)), utc(to) - utc(from));
  }
});

test("months across a year into a leap year and out of it", () => {
  assert.deepEqual(addMonths(date("2023-11-30"), 3), date("2024-02-29"));
  assert.deepEqual(addMonths(date("2024-02-29"), 12), date("2025-02-28"));
  assert.deepEqual(addMonths(date("2024-12-31"), 2), date("2025-02-28"));
});

test("months backwards", () => {
  assert.deepEqual(addMonths(date("2024-03-31"), -1), date("2024-02-29"));
  assert.deepEqual(addMonths(date("2024-01-31"), -11), date("2023-02-28"));
  assert.deepEqual(addMonths(date("2025-03-31"), -13), date("2024-02-29"));
});

test("adding no months changes nothing", () => {
  for (const text of ["2000-02-29", "1999-12-31", "2023-01-01"])
    assert.deepEqual(addMonths(date(text), 0), date(text));
});

test("whole months over the end of February", () => {
  assert.equal(wholeMonths(date("2023-01-31"), date("2023-02-28")), 1);
  assert.equal(wholeMonths(date("2023-11-30"), date("2024-02-28")), 2);
  assert.equal(wholeMonths(date("2023-11-30"), date("2024-02-29")), 3);
});

test("ages of those born on a leap day", () => {
  assert.equal(ageOn(date("2000-02-29"), date("2001-02-28")), 1);
  assert.equal(ageOn(date("2000-02-29"), date("2004-02-28")), 3);
});
