// The simulated tournament against the paper's published figures: SWE-Bench Verified, iteration 0, fixed seeds.
import { expect, test } from "vitest";
import { paperFigures, PAPER_ROLLOUTS } from "@/lib/engine/testing/paper-figures";
import { simulatePaper } from "@/lib/engine/testing/simulate-paper";

const RUNS = 6;
/** Points of pass rate by round: about two standard deviations of one run (docs/simulated-rtv.md). */
const TOLERANCE = [0.7, 1, 1.5, 2];
const rows = paperFigures.filter(({ benchmark }) => benchmark === "SWE-Bench Verified");

test.each(rows)(
  "$model: the pass rate after each round is the paper's, within tolerance",
  async (figures) => {
    const means = [0, 0, 0, 0];
    for (let seed = 0; seed < RUNS; seed += 1) {
      const { passRates } = await simulatePaper(figures, seed);
      passRates.forEach((rate, round) => (means[round] = (means[round] ?? 0) + rate / RUNS));
    }
    for (const [round, published] of figures.passRates.entries()) {
      expect(Math.abs((means[round] ?? 0) - published)).toBeLessThan(TOLERANCE[round] ?? 0);
    }
  },
);

test("the pass counts are whole: 500 and 88 tasks, and the published mean pass rate before any round", () => {
  const facts = paperFigures.map(({ passCounts }) => {
    const tasks = passCounts.reduce((sum, count) => sum + count, 0);
    const passing = passCounts.reduce((sum, count, passes) => sum + count * passes, 0);
    return [tasks, Number(((100 * passing) / (tasks * PAPER_ROLLOUTS)).toFixed(1))];
  });
  expect(facts).toEqual([
    [500, 70.9],
    [500, 72.3],
    [500, 67.4],
    [500, 70.8],
    [88, 46.9],
    [88, 52.5],
    [88, 40.6],
    [88, 37.9],
  ]);
});
