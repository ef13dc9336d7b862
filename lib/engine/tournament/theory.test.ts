// A simulated judge of known accuracy must give the figures of theory (paper, sections 6.1 and 6.2: majority of V
// votes, fair coin on ties; knockout). Seeds are fixed, so these tests do not flicker; bounds are four standard deviations.
import { describe, expect, test } from "vitest";
import type { TournamentSettings } from "@/lib/domain/tournament";
import { createSimulatedJudge } from "@/lib/engine/judges/simulated";
import { createRandom } from "@/lib/engine/random";
import { createPopulation, playTournament } from "@/lib/engine/tournament/test-candidates";

interface Sample {
  population: number;
  /** How many candidates are good: those with the highest ids, or the lowest. */
  good: number;
  goodAt?: "end" | "start";
  accuracy: number;
  firstBias?: number;
  correlation?: number;
  settings: Partial<TournamentSettings>;
  runs: number;
}

/** The share of tournaments won by a good candidate. */
async function measurePassRate(sample: Sample): Promise<number> {
  let passed = 0;
  for (let seed = 0; seed < sample.runs; seed += 1) if (await isChampionGood(sample, seed)) passed += 1;
  return passed / sample.runs;
}

async function isChampionGood(sample: Omit<Sample, "runs">, seed: number): Promise<boolean> {
  const { population, good, accuracy, firstBias = 0, correlation = 0 } = sample;
  const isGood = (id: string) => {
    const place = Number(id.slice(1));
    return sample.goodAt === "start" ? place < good : place >= population - good;
  };
  const truth = (id: string) => (isGood(id) ? 1 : 0);
  const judge = createSimulatedJudge({ truth, accuracy, firstBias, correlation });
  const settings = { ...sample.settings, seed };
  const last = (await playTournament({ candidates: createPopulation(population), judge, settings })).at(-1);
  return last?.kind === "tournament-finished" && last.champion !== null && isGood(last.champion);
}

function expectRate(measured: number, theory: number, runs: number): void {
  expect(Math.abs(measured - theory)).toBeLessThan(4 * Math.sqrt((theory * (1 - theory)) / runs));
}

/** The chance that a good candidate wins a knockout of matches when each mixed match goes right with chance p. */
function passRateOfKnockout(population: number, good: number, p: number): number {
  if (population === 1) return good;
  const chances = advance(population, good, p);
  return chances.reduce((sum, chance, left) => sum + chance * passRateOfKnockout(population / 2, left, p), 0);
}

/** Chances of 0, 1, 2, … good candidates after one round of a random draw into matches. */
function advance(population: number, good: number, p: number): number[] {
  if (population === 0) return [1];
  const bad = population - good;
  const pairs = population * (population - 1);
  const result = Array<number>(population / 2 + 1).fill(0);
  const add = (chance: number, goodLeft: number, winners: [number, number][]) => {
    if (chance === 0) return;
    advance(population - 2, goodLeft, p).forEach((rest, count) => {
      for (const [won, share] of winners)
        result[count + won] = (result[count + won] ?? 0) + chance * rest * share;
    });
  };
  add((good * (good - 1)) / pairs, good - 2, [[1, 1]]);
  add((bad * (bad - 1)) / pairs, good, [[0, 1]]);
  add((2 * good * bad) / pairs, good - 1, [
    [1, p],
    [0, 1 - p],
  ]);
  return result;
}

describe("one match", () => {
  test.each([
    [0.55, 1, 0.55],
    [0.55, 8, 0.608],
    [0.6, 3, 0.648],
    [0.6, 8, 0.71],
    [0.65, 8, 0.8],
    [0.7, 3, 0.784],
    [0.7, 8, 0.874],
    [0.8, 8, 0.967],
  ])("accuracy %d, %i votes: right in %d", async (accuracy, votes, theory) => {
    const runs = 1500;
    expectRate(
      await measurePassRate({ population: 2, good: 1, accuracy, settings: { votes }, runs }),
      theory,
      runs,
    );
  });
});

describe("a bracket of 16", () => {
  // An odd V never ties, so theory is exact. 0.710 is the majority of 7 (and of 8) votes at accuracy 0.6.
  test.each([2, 5, 8, 12])(
    "with %i good candidates the champion is good as often as theory says",
    async (good) => {
      const runs = 600;
      const sample = { population: 16, good, accuracy: 0.6, settings: { votes: 7 }, runs };
      expectRate(await measurePassRate(sample), passRateOfKnockout(16, good, 0.7102), runs);
    },
  );

  test("which ids are the good ones does not matter", async () => {
    const runs = 600;
    const sample = { population: 16, good: 5, accuracy: 0.6, settings: { votes: 7 }, runs };
    const theory = passRateOfKnockout(16, 5, 0.7102);
    expectRate(await measurePassRate({ ...sample, goodAt: "start" }), theory, runs);
  });

  test("extra votes lift an even V between the majority of 8 and of 9 votes", async () => {
    const runs = 1500;
    const rate = await measurePassRate({
      population: 16,
      good: 8,
      accuracy: 0.6,
      settings: { votes: 8 },
      runs,
    });
    const error = 4 * Math.sqrt((rate * (1 - rate)) / runs);
    expect(rate).toBeGreaterThan(passRateOfKnockout(16, 8, 0.7102) - error);
    expect(rate).toBeLessThan(passRateOfKnockout(16, 8, 0.7334) + error);
  });

  test("a judge that only looks at the place shown favours nobody", async () => {
    const runs = 600;
    const blind = { population: 16, good: 4, accuracy: 1, firstBias: 1, settings: {}, runs };
    expectRate(await measurePassRate(blind), 0.25, runs);
  });

  test("balanced orders keep most of the accuracy of a biased judge in a match", async () => {
    const runs = 600;
    // half of the votes go to whoever is first; per pair of votes the bias cancels
    const biased = { population: 2, good: 1, accuracy: 0.9, firstBias: 0.5, settings: { votes: 8 }, runs };
    // exactly: 4 votes right with 0.95 each and 4 with 0.45 each; ties by a coin
    expectRate(await measurePassRate(biased), mixedMajority(4, 0.95, 4, 0.45), runs);
  });
});

describe("votes that share their error", () => {
  const match = { population: 2, good: 1, accuracy: 0.7, settings: { votes: 7 } };
  const independent = mixedMajority(7, 0.7, 0, 0);

  /** Given the match's opinion a vote is right with the share more, or less: a mixture of two majorities. */
  function correlatedMajority(accuracy: number, share: number, votes: number): number {
    const whenRight = mixedMajority(votes, share + (1 - share) * accuracy, 0, 0);
    const whenWrong = mixedMajority(votes, (1 - share) * accuracy, 0, 0);
    return accuracy * whenRight + (1 - accuracy) * whenWrong;
  }

  test.each([0.3, 0.6, 1])("a share of %d gives less than the independent majority", async (correlation) => {
    const runs = 1500;
    const rate = await measurePassRate({ ...match, correlation, runs });
    const theory = correlatedMajority(0.7, correlation, 7);
    expectRate(rate, theory, runs);
    expect(theory).toBeLessThan(independent);
    expect(rate).toBeLessThan(independent - 4 * Math.sqrt((independent * (1 - independent)) / runs));
  });
});

describe("the bound of knockout theory (paper, section 6.2)", () => {
  // Each candidate is good by chance; the champion is wrong at most in (1 - p)^N + log2(N) exp(-2 V (q - 1/2)^2).
  test.each([
    [16, 0.5, 0.8, 15],
    [8, 0.3, 0.75, 25],
    [16, 0.2, 0.9, 9],
  ])("N=%i, pass rate %d, accuracy %d, %i votes", async (population, passRate, accuracy, votes) => {
    const runs = 400;
    let wrong = 0;
    for (let run = 0; run < runs; run += 1) {
      const random = createRandom(`pool/${population}/${run}`);
      const good = createPopulation(population).filter(() => random.float() < passRate).length;
      const sample = { population, good, accuracy, settings: { votes } };
      if (good === 0 || !(await isChampionGood(sample, run))) wrong += 1;
    }
    const bound =
      (1 - passRate) ** population + Math.log2(population) * Math.exp(-2 * votes * (accuracy - 0.5) ** 2);
    expect(bound).toBeLessThan(1);
    expect(wrong / runs).toBeLessThan(bound + 4 * Math.sqrt((bound * (1 - bound)) / runs));
  });
});

/** The chance that most of n votes of accuracy p and m votes of accuracy q are right; a tie counts half. */
function mixedMajority(n: number, p: number, m: number, q: number): number {
  let chances = [1];
  for (const accuracy of [...Array<number>(n).fill(p), ...Array<number>(m).fill(q)]) {
    chances = [...chances, 0].map(
      (chance, right) => chance * (1 - accuracy) + (chances[right - 1] ?? 0) * accuracy,
    );
  }
  const half = (n + m) / 2;
  return chances.reduce(
    (sum, chance, right) => sum + (right > half ? chance : right === half ? chance / 2 : 0),
    0,
  );
}
