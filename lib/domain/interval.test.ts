import { expect, test } from "vitest";
import { wilsonInterval } from "@/lib/domain/interval";

test("the interval is Wilson's", () => {
  // 8 of 10: worked out by hand from the formula.
  const interval = wilsonInterval(8, 10);
  expect(interval?.low).toBeCloseTo(0.4902, 4);
  expect(interval?.high).toBeCloseTo(0.9433, 4);
});

test("it stays within 0 and 1, and nothing counted has none", () => {
  expect(wilsonInterval(6, 6)?.high).toBe(1);
  expect(wilsonInterval(0, 6)?.low).toBe(0);
  expect(wilsonInterval(0, 0)).toBeNull();
});
