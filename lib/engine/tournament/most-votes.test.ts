import { expect, test } from "vitest";
import { countMostVotes } from "@/lib/engine/tournament/most-votes";

test("the paper's counts", () => {
  expect(countMostVotes(16, { groupSize: 2, votes: 8, keep: 1 })).toBe(120);
  expect(countMostVotes(16, { groupSize: 2, votes: 8, keep: 4 })).toBe(96);
  expect(countMostVotes(16, { groupSize: 4, votes: 8, keep: 1 })).toBe(40);
  expect(countMostVotes(16, { groupSize: 8, votes: 8, keep: 1 })).toBe(24);
  expect(countMostVotes(16, { groupSize: 16, votes: 8, keep: 1 })).toBe(8);
});

test("nobody to choose from needs no vote", () => {
  expect(countMostVotes(1, { groupSize: 2, votes: 8, keep: 1 })).toBe(0);
  expect(countMostVotes(3, { groupSize: 2, votes: 8, keep: 4 })).toBe(0);
});
