import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planGroupSizes } from "@/lib/domain/group-sizes";
import { drawRound } from "@/lib/engine/tournament/draw";

function planAllRounds(population: number, groupSize: number, keep = 1): number[][] {
  const rounds: number[][] = [];
  for (let left = population; left > keep; left = rounds.at(-1)?.length ?? keep) {
    rounds.push(planGroupSizes(left, groupSize, keep));
  }
  return rounds;
}

function describeShape(population: number, groupSize: number): string {
  return planAllRounds(population, groupSize)
    .map((sizes) => sizes.join(" "))
    .join(" | ");
}

describe("shapes of a bracket", () => {
  test.each([
    [1, 2, ""],
    [2, 2, "2"],
    [3, 2, "2 1 | 2"],
    [5, 2, "2 2 1 | 2 1 | 2"],
    [7, 2, "2 2 2 1 | 2 2 | 2"],
    [13, 2, "2 2 2 2 2 2 1 | 2 2 2 1 | 2 2 | 2"],
    [16, 2, "2 2 2 2 2 2 2 2 | 2 2 2 2 | 2 2 | 2"],
    [3, 3, "3"],
    [5, 3, "3 2 | 2"],
    [7, 3, "3 3 1 | 3"],
    [13, 3, "3 3 3 3 1 | 3 2 | 2"],
    [16, 3, "3 3 3 3 3 1 | 3 3 | 2"],
    [2, 4, "2"],
    [5, 4, "4 1 | 2"],
    [7, 4, "4 3 | 2"],
    [13, 4, "4 4 4 1 | 4"],
    [16, 4, "4 4 4 4 | 4"],
    [33, 4, "4 4 4 4 4 4 4 4 1 | 4 4 1 | 3"],
    [5, 8, "5"],
    [13, 8, "8 5 | 2"],
    [16, 8, "8 8 | 2"],
    [33, 8, "8 8 8 8 1 | 5"],
    [1, 16, ""],
    [7, 16, "7"],
    [16, 16, "16"],
    [33, 16, "16 16 1 | 3"],
  ])("N=%i, G=%i: %s", (population, groupSize, shape) => {
    expect(describeShape(population, groupSize)).toBe(shape);
  });

  test("N=33, G=2 takes six rounds and 32 matches", () => {
    const rounds = planAllRounds(33, 2);
    expect(rounds.map((sizes) => sizes.length)).toEqual([17, 9, 5, 3, 2, 1]);
    expect(rounds.flat().filter((size) => size === 2)).toHaveLength(32);
  });
});

describe("stopping at K", () => {
  test("select-4 of 16 is the survivors of two full rounds", () => {
    expect(planAllRounds(16, 2, 4)).toEqual([Array(8).fill(2), Array(4).fill(2)]);
  });

  test("the last round plays only as many groups as are needed", () => {
    expect(planGroupSizes(8, 2, 6)).toEqual([2, 2, 1, 1, 1, 1]);
    expect(planGroupSizes(9, 4, 4)).toEqual([4, 3, 1, 1]);
  });

  test("any population ends exactly at K, nobody is lost, and no round is idle", () => {
    const size = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(size, fc.integer({ min: 2, max: 70 }), size, (population, groupSize, keep) => {
        let left = population;
        for (const sizes of planAllRounds(population, groupSize, keep)) {
          expect(sizes.reduce((sum, members) => sum + members, 0)).toBe(left);
          expect(Math.max(...sizes)).toBeLessThanOrEqual(groupSize);
          expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1);
          expect(sizes.length).toBeLessThan(left);
          left = sizes.length;
        }
        expect(left).toBe(Math.min(population, keep));
      }),
    );
  });
});

test("the draw follows from the seed and the set of ids, not from their order", () => {
  const ids = Array.from({ length: 13 }, (_, index) => `r${index}`);
  const settings = { groupSize: 3, keep: 1, order: "shuffled" } as const;
  const draw = drawRound(ids, settings, "a");
  expect(drawRound(ids.toReversed(), settings, "a")).toEqual(draw);
  expect(drawRound(ids, settings, "b")).not.toEqual(draw);
});

test("in the given order groups are neighbours, under any seed", () => {
  const settings = { groupSize: 2, keep: 1, order: "given" } as const;
  for (const seed of ["a", "b"]) {
    expect(drawRound(["d", "a", "c", "e", "b"], settings, seed)).toEqual([["d", "a"], ["c", "e"], ["b"]]);
  }
});
