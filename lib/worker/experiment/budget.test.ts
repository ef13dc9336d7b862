import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTestDb } from "@/db/migrate";
import { openBudget } from "@/lib/worker/experiment/budget";

const MINUTE_MS = 60_000;
const open = (minutes: number, workedMs = 0) =>
  openBudget(createTestDb(), { id: "x1", workedMs }, { minutes, rollouts: null, steps: 40 });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("time is up when the minutes are used, those of earlier workers included", () => {
  using budget = open(2, MINUTE_MS);
  vi.advanceTimersByTime(MINUTE_MS - 1);
  expect(budget.refusal()).toBeNull();
  vi.advanceTimersByTime(1);
  expect(budget.timeUp.aborted).toBe(true);
  expect(budget.refusal()).toBe("The 2 minutes it may take are used up: 0 rollouts were made.");
});

test("more minutes than a timer of JavaScript takes are not over at once", () => {
  using budget = open(40_000);
  vi.advanceTimersByTime(40_000 * MINUTE_MS - 1);
  expect(budget.timeUp.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(budget.timeUp.aborted).toBe(true);
});

test("nothing is waited for when the budget is closed", () => {
  {
    using budget = open(40_000);
    vi.advanceTimersByTime(39_000 * MINUTE_MS);
    expect(budget.refusal()).toBeNull();
  }
  expect(vi.getTimerCount()).toBe(0);
});
