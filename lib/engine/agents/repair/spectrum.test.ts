import { expect, test } from "vitest";
import { rankLines, readSpectrum } from "@/lib/engine/agents/repair/spectrum";

const spectrum = readSpectrum(
  ["noise", "spectrum\tgood\ta.js\t1,2", "spectrum\tbad\ta.js\t1,3", "spectrum\tworse\ta.js\t1,3,4"].join(
    "\n",
  ),
);

test("a line is the more suspicious the more of the failing and the fewer of the passing tests run it", () => {
  const report = { passed: new Set(["good"]), failed: new Set(["bad", "worse"]), finished: true };
  const lines = rankLines(spectrum, report).get("a.js");
  // Ochiai: failed / sqrt(all failing x (failed + passed)).
  expect(lines?.get(1)).toBeCloseTo(2 / Math.sqrt(2 * 3));
  expect(lines?.get(2)).toBe(0);
  expect(lines?.get(3)).toBeCloseTo(1);
  expect(lines?.get(4)).toBeCloseTo(1 / Math.sqrt(2 * 1));
});

test("a failing test that was not traced does not lessen the others", () => {
  const report = { passed: new Set(["good"]), failed: new Set(["bad", "elsewhere"]), finished: true };
  expect(rankLines(spectrum, report).get("a.js")?.get(3)).toBeCloseTo(1 / Math.sqrt(1 * 2));
});
