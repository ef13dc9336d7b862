import { expect, test } from "vitest";
import { probabilityOfLead } from "@/lib/engine/tournament/posterior";

/** The same by brute force: the share of the posterior's mass above one half, by the midpoint rule. */
function integrate(forFirst: number, forSecond: number, slices = 20_000): number {
  const masses = Array.from({ length: slices }, (_, index) => {
    const p = (index + 0.5) / slices;
    return p ** forFirst * (1 - p) ** forSecond;
  });
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return sum(masses.slice(slices / 2)) / sum(masses);
}

test("no votes, or as many for each, say nothing", () => {
  expect(probabilityOfLead(0, 0)).toBe(0.5);
  expect(probabilityOfLead(3, 3)).toBe(0.5);
});

test.each([
  [1, 0],
  [4, 0],
  [5, 2],
  [2, 6],
  [20, 11],
])("%i to %i is the mass of the posterior above one half", (forFirst, forSecond) => {
  expect(probabilityOfLead(forFirst, forSecond)).toBeCloseTo(integrate(forFirst, forSecond), 6);
});
