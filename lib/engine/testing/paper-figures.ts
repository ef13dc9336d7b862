// Figures of the RTV paper (arXiv 2604.16529), iteration 0: of each model and benchmark the pass counts of its
// tasks, the judge's accuracy by round, and what is left after each round. Facts only.

export interface PaperFigures {
  benchmark: "SWE-Bench Verified" | "Terminal-Bench 2.0";
  model: string;
  /** Tasks by how many of their 16 rollouts pass: 0, 1, … 16 (figures 9 and 10). */
  passCounts: readonly number[];
  /** Share of groups with a passing and a failing candidate that a passing one won, by round (table 6). */
  accuracies: readonly number[];
  /** Mean pass rate in % of the candidates left after 1, 2, 3 and 4 rounds (figures 11 and 12). */
  passRates: readonly number[];
  /** Groups of a passing and a failing candidate in the last round (from figures 11 and 12). */
  lastMixed: number;
}

/** Rollouts per task. */
export const PAPER_ROLLOUTS = 16;

const sweBench: readonly PaperFigures[] = [
  {
    benchmark: "SWE-Bench Verified",
    model: "Claude 4.5 Opus",
    passCounts: [73, 7, 13, 7, 7, 4, 13, 11, 11, 8, 10, 2, 10, 11, 31, 73, 209],
    accuracies: [0.691, 0.683, 0.606, 0.556],
    passRates: [73.1, 75.0, 76.1, 76.6],
    lastMixed: 45,
  },
  {
    benchmark: "SWE-Bench Verified",
    model: "Gemini 3.1 Pro",
    passCounts: [70, 9, 8, 4, 2, 6, 19, 12, 18, 6, 7, 4, 10, 3, 24, 68, 230],
    accuracies: [0.669, 0.645, 0.511, 0.651],
    passRates: [73.98, 75.3, 75.1, 76.4],
    lastMixed: 43,
  },
  {
    benchmark: "SWE-Bench Verified",
    model: "Claude 4.5 Sonnet",
    passCounts: [83, 5, 9, 4, 7, 8, 18, 12, 12, 8, 23, 10, 13, 9, 26, 95, 158],
    accuracies: [0.706, 0.662, 0.533, 0.556],
    passRates: [70.4, 72.6, 73.0, 73.6],
    lastMixed: 54,
  },
  {
    benchmark: "SWE-Bench Verified",
    model: "Gemini 3 Flash",
    passCounts: [80, 8, 9, 7, 4, 4, 11, 4, 12, 2, 6, 5, 17, 6, 69, 87, 169],
    accuracies: [0.663, 0.556, 0.533, 0.545],
    passRates: [72.9, 73.55, 73.9, 74.4],
    lastMixed: 55,
  },
];

const terminalBench: readonly PaperFigures[] = [
  {
    benchmark: "Terminal-Bench 2.0",
    model: "Claude 4.5 Opus",
    passCounts: [26, 4, 5, 2, 3, 3, 3, 2, 3, 2, 0, 1, 2, 0, 1, 5, 26],
    accuracies: [0.814, 0.789, 0.679, 0.643],
    passRates: [50.57, 54.26, 56.25, 56.82],
    lastMixed: 14,
  },
  {
    benchmark: "Terminal-Bench 2.0",
    model: "Gemini 3.1 Pro",
    passCounts: [21, 2, 5, 5, 4, 2, 1, 1, 2, 4, 1, 4, 1, 0, 2, 1, 32],
    accuracies: [0.842, 0.814, 0.722, 0.625],
    passRates: [56.53, 59.66, 62.5, 62.5],
    lastMixed: 16,
  },
  {
    benchmark: "Terminal-Bench 2.0",
    model: "Claude 4.5 Sonnet",
    passCounts: [29, 3, 5, 5, 4, 4, 4, 1, 1, 3, 1, 1, 1, 1, 0, 4, 21],
    accuracies: [0.805, 0.87, 0.786, 0.625],
    passRates: [44.46, 50.85, 54.55, 54.55],
    lastMixed: 8,
  },
  {
    benchmark: "Terminal-Bench 2.0",
    model: "Gemini 3 Flash",
    passCounts: [35, 4, 4, 3, 2, 2, 3, 4, 2, 1, 0, 1, 1, 1, 3, 6, 16],
    accuracies: [0.851, 0.794, 0.8, 0.737],
    passRates: [42.19, 45.45, 47.73, 50.0],
    lastMixed: 19,
  },
];

/** The models whose figures are all published. */
export const paperFigures: readonly PaperFigures[] = [...sweBench, ...terminalBench];
