import { describe, expect, test } from "vitest";
import { countMatches } from "@/lib/domain/count-matches";

describe("countMatches", () => {
  test("the paper's figures: 15 matches (120 votes) for one of 16, 12 (96 votes) for four of 16", () => {
    expect(countMatches(16, { groupSize: 2, keep: 1 }) * 8).toBe(120);
    expect(countMatches(16, { groupSize: 2, keep: 4 }) * 8).toBe(96);
  });

  test("in pairs every match puts one candidate out", () => {
    for (let candidates = 1; candidates <= 40; candidates += 1) {
      for (let keep = 1; keep <= candidates; keep += 1) {
        expect(countMatches(candidates, { groupSize: 2, keep })).toBe(candidates - keep);
      }
    }
  });

  test("the paper's figures for larger groups: 40, 24 and 8 votes for one of 16", () => {
    expect(countMatches(16, { groupSize: 4, keep: 1 }) * 8).toBe(40);
    expect(countMatches(16, { groupSize: 8, keep: 1 }) * 8).toBe(24);
    expect(countMatches(16, { groupSize: 16, keep: 1 }) * 8).toBe(8);
  });

  test("a group larger than the population is one match", () => {
    expect(countMatches(5, { groupSize: 64, keep: 1 })).toBe(1);
  });

  test("nothing is played when all are kept", () => {
    expect(countMatches(1, { groupSize: 2, keep: 1 })).toBe(0);
    expect(countMatches(3, { groupSize: 2, keep: 5 })).toBe(0);
  });
});
