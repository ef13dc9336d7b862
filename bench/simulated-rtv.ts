// The paper's RTV-only figures beside the simulated tournament: same pass counts, same judge accuracies by round.
// node --conditions=react-server --import tsx bench/simulated-rtv.ts [runs]
import { paperFigures, PAPER_ROLLOUTS, type PaperFigures } from "@/lib/engine/testing/paper-figures";
import { simulatePaper, type SimulatedRun } from "@/lib/engine/testing/simulate-paper";

/** A published figure further away than so many standard deviations of one run is not explained by chance. */
const LIMIT = 2;
const runs = Number(process.argv[2] ?? 200);

interface Spread {
  mean: number;
  /** Standard deviation of one run. */
  deviation: number;
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

/** How far a published figure is from the simulated mean, in standard deviations of one run. */
function distance(published: number, { mean, deviation }: Spread): string {
  const sigmas = (published - mean) / deviation;
  return `${sigmas >= 0 ? "+" : "−"}${Math.abs(sigmas).toFixed(1)}${Math.abs(sigmas) > LIMIT ? " !" : ""}`;
}

function column(simulated: readonly SimulatedRun[], read: (run: SimulatedRun) => number | undefined): Spread {
  return spread(simulated.map((run) => read(run) ?? 0));
}

function sayRow({ benchmark, model, passRates }: PaperFigures, simulated: readonly SimulatedRun[]): string {
  const cells = passRates.map((published, round) => {
    const measured = column(simulated, (run) => run.passRates[round]);
    const error = (measured.deviation / Math.sqrt(simulated.length)).toFixed(2);
    const simulation = `${measured.mean.toFixed(2)} ± ${error} (${measured.deviation.toFixed(2)})`;
    return `${published.toFixed(2)} / ${simulation} / ${distance(published, measured)}`;
  });
  return `| ${benchmark} | ${model} | ${cells.join(" | ")} |`;
}

/**
 * The groups of a passing and a failing candidate that the published first round must have had: a decision by
 * chance would leave the pass rate as it was, and each such group lifts it by (accuracy − ½) of a survivor.
 */
function impliedMixedGroups({ passCounts, passRates, accuracies }: PaperFigures): number {
  const tasks = passCounts.reduce((sum, count) => sum + count, 0);
  const passing = passCounts.reduce((sum, count, passes) => sum + count * passes, 0);
  const survivors = (tasks * PAPER_ROLLOUTS) / 2;
  const gained = ((passRates[0] ?? 0) / 100) * survivors - passing / 2;
  return gained / ((accuracies[0] ?? 0) - 0.5);
}

function sayMixedGroups(figures: PaperFigures, simulated: readonly SimulatedRun[]): string {
  const cells = [
    { published: impliedMixedGroups(figures), drawn: column(simulated, (run) => run.mixedGroups[0]) },
    { published: figures.lastMixed, drawn: column(simulated, (run) => run.mixedGroups[3]) },
  ].map(({ published, drawn }) => {
    const simulation = `${drawn.mean.toFixed(1)} (${drawn.deviation.toFixed(1)})`;
    return `${published.toFixed(0)} / ${simulation} / ${distance(published, drawn)}`;
  });
  return `| ${figures.benchmark} | ${figures.model} | ${cells.join(" | ")} |`;
}

const results: { figures: PaperFigures; simulated: SimulatedRun[] }[] = [];
for (const figures of paperFigures) {
  const simulated: SimulatedRun[] = [];
  for (let seed = 0; seed < runs; seed += 1) simulated.push(await simulatePaper(figures, seed));
  results.push({ figures, simulated });
}

console.log(`${runs} simulated runs a row, seeds 0 to ${runs - 1}, N=16, G=2, V=1, iteration 0.\n`);
console.log("Pass rate in % after each round: published / simulated mean ± its standard error (standard");
console.log(`deviation of one run) / distance in such deviations, "!" above ${LIMIT}.\n`);
console.log("| benchmark | model | round 1 | round 2 | round 3 | round 4 |\n| - | - | - | - | - | - |");
for (const { figures, simulated } of results) console.log(sayRow(figures, simulated));
console.log(
  "\nGroups of a passing and a failing candidate: published / simulated mean (standard deviation of one",
);
console.log("run) / distance. Those of the first round are implied by its pass rate and accuracy.\n");
console.log("| benchmark | model | first round | last round |\n| - | - | - | - |");
for (const { figures, simulated } of results) console.log(sayMixedGroups(figures, simulated));
