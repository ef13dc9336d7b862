// Shares are measured over fixed seeds, so nothing flickers; bounds are four standard deviations.
import { describe, expect, test } from "vitest";
import { createSimulatedJudge, type SimulatedJudgeOptions } from "@/lib/engine/judges/simulated";
import type { VotedGroup } from "@/lib/engine/ports";
import { createPopulation } from "@/lib/engine/tournament/test-candidates";

const VOTES = 4000;
const thirdIsBest: SimulatedJudgeOptions = { truth: (id) => (id === "r02" ? 1 : 0), accuracy: 0.7 };

/** The choice of vote `index` of the given group among four candidates. */
async function choose(
  options: SimulatedJudgeOptions,
  index: number,
  group?: VotedGroup,
  candidates = createPopulation(4),
): Promise<number | null> {
  const { signal } = new AbortController();
  const request = { task: { statement: null }, candidates, seed: `${group?.seed}/vote-${index}`, signal };
  const judge = createSimulatedJudge(options);
  return (await judge.vote(group ? { ...request, group } : request)).choice;
}

function inGroup(position: number, round = 0): VotedGroup {
  return { round, position, seed: `round-${round}/group-${position}` };
}

/** The shares of the four places, and of abstentions, among votes of as many groups. */
async function measure(options: SimulatedJudgeOptions, round = 0): Promise<number[]> {
  const shares = [0, 0, 0, 0, 0];
  for (let position = 0; position < VOTES; position += 1) {
    const place = (await choose(options, 0, inGroup(position, round))) ?? 4;
    shares[place] = (shares[place] ?? 0) + 1 / VOTES;
  }
  return shares;
}

function expectShares(measured: readonly number[], theory: readonly number[]): void {
  theory.forEach((share, place) => {
    const error = 4 * Math.sqrt((share * (1 - share)) / VOTES);
    expect(Math.abs((measured[place] ?? 0) - share)).toBeLessThanOrEqual(error + 1e-9);
  });
}

describe("one vote", () => {
  test("the best is chosen with the given chance, the others evenly", async () => {
    expectShares(await measure(thirdIsBest), [0.1, 0.1, 0.7, 0.1, 0]);
  });

  test("among equals the choice is even", async () => {
    expectShares(await measure({ truth: () => 0, accuracy: 1 }), [0.25, 0.25, 0.25, 0.25, 0]);
  });

  test("a biased judge picks the first shown in its share of votes", async () => {
    expectShares(await measure({ ...thirdIsBest, accuracy: 1, firstBias: 0.4 }), [0.4, 0, 0.6, 0, 0]);
  });

  test("abstentions come in their share, and leave the shares of the others as they were", async () => {
    expectShares(await measure({ ...thirdIsBest, abstention: 0.5 }), [0.05, 0.05, 0.35, 0.05, 0.5]);
  });

  test("the same request gives the same vote, and a vote outside of a tournament is one of round 0", async () => {
    const options = { ...thirdIsBest, accuracy: [1, 0], correlation: 0.5 };
    for (let index = 0; index < 50; index += 1) {
      expect(await choose(options, index, inGroup(1, 1))).toBe(await choose(options, index, inGroup(1, 1)));
      expect(await choose(options, index)).toBe(2);
    }
  });
});

describe("accuracy by round", () => {
  test("a list is read by round, its last entry for all rounds after", async () => {
    const options = { ...thirdIsBest, accuracy: [1, 0.4] };
    expectShares(await measure(options, 0), [0, 0, 1, 0, 0]);
    expectShares(await measure(options, 1), [0.2, 0.2, 0.4, 0.2, 0]);
    expectShares(await measure(options, 7), [0.2, 0.2, 0.4, 0.2, 0]);
  });

  test("a function is asked with the round", async () => {
    const options = { ...thirdIsBest, accuracy: (round: number) => (round === 3 ? 1 : 0) };
    expectShares(await measure(options, 3), [0, 0, 1, 0, 0]);
    expectShares(await measure(options, 2), [1 / 3, 1 / 3, 0, 1 / 3, 0]);
  });
});

describe("votes of one match", () => {
  /** Over many groups: how often a vote is right, and how often two of a group name the same candidate. */
  async function measurePairs(correlation: number) {
    const options = { ...thirdIsBest, correlation };
    const pair = createPopulation(4).slice(1, 3);
    let right = 0;
    let same = 0;
    for (let position = 0; position < VOTES; position += 1) {
      const first = await choose(options, 0, inGroup(position), pair);
      const second = await choose(options, 1, inGroup(position), pair.toReversed());
      if (first === 1) right += 1 / VOTES;
      if (first !== second) same += 1 / VOTES; // shown in the other order
    }
    return { right, same };
  }

  test.each([0, 0.5, 1])(
    "a share of %d that repeats the match's opinion correlates two votes by its square",
    async (share) => {
      const { right, same } = await measurePairs(share);
      const theory = share ** 2 + (1 - share ** 2) * (0.7 ** 2 + 0.3 ** 2);
      expectShares([right, same], [0.7, theory]);
    },
  );
});
