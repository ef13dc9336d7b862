import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, addMonths, billingDates, daysBetween } from "../src/span.js";

test("a day that every month has is kept", () => {
  assert.equal(addMonths("2024-01-15", 1), "2024-02-15");
  assert.equal(addMonths("2023-11-30", 2), "2024-01-30");
});

test("months can be taken away", () => {
  assert.equal(addMonths("2024-01-15", -1), "2023-12-15");
});

test("the last day of a longer month becomes the last day", () => {
  assert.equal(addMonths("2024-03-31", 1), "2024-04-30");
});

test("February is shorter", () => {
  assert.equal(addMonths("2024-01-31", 1), "2024-02-29");
  assert.equal(addMonths("2023-01-30", 1), "2023-02-28");
});

test("bills come at the end of the month", () => {
  assert.deepEqual(billingDates("2024-01-31", 3), ["2024-01-31", "2024-02-29", "2024-03-31"]);
});

test("days go over the ends of months and years", () => {
  assert.equal(addDays("2023-12-31", 1), "2024-01-01");
  assert.equal(addDays("2024-03-01", -1), "2024-02-29");
});

test("days between two dates", () => {
  assert.equal(daysBetween("2024-02-28", "2024-03-01"), 2);
});
