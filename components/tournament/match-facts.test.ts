import { describe, expect, test } from "vitest";
import {
  checkPosition,
  describeDecision,
  pickDefaultGroup,
  pickVote,
  planRounds,
} from "@/components/tournament/match-facts";
import { createGroup, createVote } from "@/components/tournament/testing";

describe("facts about matches", () => {
  test("a bracket of 16 in matches has four rounds, and one that keeps 4 has two", () => {
    expect(planRounds(16, { groupSize: 2, keep: 1 }).map(({ groups }) => groups)).toEqual([8, 4, 2, 1]);
    expect(planRounds(16, { groupSize: 2, keep: 4 }).map(({ groups }) => groups)).toEqual([8, 4]);
    expect(planRounds(5, { groupSize: 2, keep: 2 }).map(({ groups }) => groups)).toEqual([3, 2]);
    expect(planRounds(1, { groupSize: 2, keep: 1 })).toEqual([]);
  });

  test("the position check leaves abstentions and votes on one candidate out", () => {
    const votes = [
      createVote(0, ["a", "b"], "a"),
      createVote(1, ["b", "a"], "a"),
      createVote(2, ["a", "b"], null),
    ];
    expect(checkPosition([createGroup(0, 0, ["a", "b"], { votes })])).toEqual({
      first: 1,
      votes: 2,
      expected: 0.5,
    });
    expect(checkPosition([createGroup(0, 0, ["a"])])).toBeNull();
  });

  test("every way of deciding has its sentence, and an open group says how far it is", () => {
    const votes = [createVote(0, ["a", "b"], "a"), createVote(1, ["b", "a"], "a")];
    const say = (given: Parameters<typeof createGroup>[3], unfinished = true) =>
      describeDecision(createGroup(0, 0, ["a", "b"], { votes, ...given }), { votes: 3 }, unfinished);
    expect(say({ decision: "curtailed" })).toContain("2 of 3 votes");
    expect(say({ decision: null, winner: null })).toBe("being voted on: 2 of 3 votes cast");
    expect(say({ decision: null, winner: null }, false)).toContain("left undecided");
    expect(say({ decision: "coin", votes: [] })).toContain("nobody had a result");
    expect(say({ decision: "coin", tie: true })).toBe("level after 2 votes, decided by a seeded coin");
    expect(say({ decision: "coin", tie: false })).toContain("too few of 2 votes named anybody");
    expect(say({ decision: "adaptive" })).toContain("after 2 of 3 votes: the leader was safely ahead");
    expect(say({ decision: "identical", votes: [] })).toContain("the same patch");
  });

  test("without a vote in the URL the first vote for the winner is shown", () => {
    const votes = [createVote(0, ["a", "b"], "b"), createVote(1, ["b", "a"], "a")];
    const group = createGroup(0, 0, ["a", "b"], { votes });
    expect(pickVote(group, null, null)?.index).toBe(1);
    expect(pickVote(group, 0, null)?.index).toBe(0);
    expect(pickVote(group, 9, null)?.index).toBe(1);
  });

  test("without a match in the URL the final is shown", () => {
    const groups = [
      createGroup(0, 0, ["a", "b"]),
      createGroup(0, 1, ["c", "d"]),
      createGroup(1, 0, ["a", "c"]),
    ];
    expect(pickDefaultGroup(groups)?.round).toBe(1);
    expect(pickDefaultGroup([])).toBeNull();
  });
});
