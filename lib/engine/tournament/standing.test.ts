import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Vote } from "@/lib/domain/tournament";
import {
  countSpareVotes,
  findStop,
  planWave,
  readStanding,
  type StopRules,
} from "@/lib/engine/tournament/standing";

const contenders = ["a", "b", "c"];
const rules: StopRules = { votes: 8, curtail: true, adaptive: null, quorum: 1 };
const anyChoices = fc.array(fc.constantFrom("a", "b", "c", null), { minLength: 1, maxLength: 16 });

function createVotes(choices: readonly (string | null)[]): Vote[] {
  return choices.map((choice, index) => ({
    index,
    order: contenders,
    choice,
    rationale: "",
    criteria: [],
    judge: "test",
    raw: null,
    costUsd: null,
    inputTokens: null,
    outputTokens: null,
    latencyMs: null,
  }));
}

test("several leaders have no lead, and without any vote all are level", () => {
  expect(readStanding(contenders, createVotes(["a", "b", "b", "a", "c"]))).toEqual({
    leaders: ["a", "b"],
    most: 2,
    lead: 0,
    valid: 5,
  });
  expect(readStanding(contenders, createVotes([null]))).toEqual({
    leaders: contenders,
    most: 0,
    lead: 0,
    valid: 0,
  });
});

test("with V=8 the first wave has 5 votes, and 5 to 0 ends the group", () => {
  expect(planWave(contenders, [], rules)).toBe(5);
  expect(planWave(contenders, createVotes(Array(5).fill("a")), rules)).toBe(0);
});

test("4 to 0 of 7 ends the group, 4 to 0 of 8 does not: a tie is still possible", () => {
  const votes = createVotes(Array(4).fill("a"));
  expect(planWave(contenders, votes, { ...rules, votes: 7 })).toBe(0);
  expect(planWave(contenders, votes, rules)).toBe(1);
});

test("without curtailment all votes are one wave", () => {
  expect(planWave(contenders, [], { ...rules, curtail: false })).toBe(8);
});

test("a quorum holds voting up until enough votes name somebody", () => {
  const votes = createVotes([null, null, null, null, "a", "a", "a"]);
  expect(planWave(contenders, votes, rules)).toBe(0);
  expect(planWave(contenders, votes, { ...rules, quorum: 4 })).toBe(1);
});

describe("adaptive stopping of a match", () => {
  const match = ["a", "b"];
  const adaptive = { ...rules, votes: 16, adaptive: 0.05 };

  test("4 to 0 is safe at 5 %, 3 to 0 is not a full turn, 4 to 2 is not safe", () => {
    expect(findStop(match, createVotes(["a", "a", "a", "a"]), adaptive)).toBe("adaptive");
    expect(findStop(match, createVotes(["a", "a", "a"]), { ...adaptive, adaptive: 0.2 })).toBeNull();
    expect(findStop(match, createVotes(["a", "b", "a", "b", "a", "a"]), adaptive)).toBeNull();
    expect(planWave(match, [], adaptive)).toBe(4);
  });

  test("what curtailment ends is called curtailed, and a vote of nobody proves nothing", () => {
    expect(findStop(match, createVotes(Array(9).fill("a")), adaptive)).toBe("curtailed");
    expect(findStop(match, createVotes(["a", null, "a", null]), adaptive)).toBeNull();
  });
});

const anyRules = fc.record({
  curtail: fc.constant(true),
  adaptive: fc.option(fc.double({ min: 0.001, max: 0.49, noNaN: true })),
  quorum: fc.integer({ min: 1, max: 4 }),
});

test("voting in waves casts exactly the votes that voting one by one would", () => {
  fc.assert(
    fc.property(anyChoices, anyRules, (choices, given) => {
      const votes = createVotes(choices);
      const rules = { ...given, votes: votes.length };
      let cast = 0;
      for (;;) {
        const wave = planWave(contenders, votes.slice(0, cast), rules);
        if (wave === 0) break;
        cast += wave;
      }
      expect(votes.length - cast).toBe(countSpareVotes(contenders, votes, rules));
    }),
    { numRuns: 1000 },
  );
});

test("curtailment leaves the leaders of all votes in front", () => {
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const votes = createVotes(choices);
      const cast = votes.length - countSpareVotes(contenders, votes, { ...rules, votes: votes.length });
      const { leaders } = readStanding(contenders, votes.slice(0, cast));
      expect(leaders).toEqual(readStanding(contenders, votes).leaders);
    }),
    { numRuns: 1000 },
  );
});

test("spare votes are the same whether or not they were cast, and whether or not curtailment is on", () => {
  const votes = createVotes(["a", "a", "a", "a", "a", "b", "b", "b"]);
  expect(countSpareVotes(contenders, votes, rules)).toBe(3);
  expect(countSpareVotes(contenders, votes.slice(0, 5), rules)).toBe(3);
  expect(countSpareVotes(contenders, votes, { ...rules, curtail: false })).toBe(3);
});
