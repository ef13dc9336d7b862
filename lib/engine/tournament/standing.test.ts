import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultTournamentSettings, type Vote } from "@/lib/domain/tournament";
import {
  countSpareVotes,
  nameEnd,
  planWave,
  probabilityAhead,
  readStanding,
} from "@/lib/engine/tournament/standing";

const contenders = ["a", "b", "c"];
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
  const settings = defaultTournamentSettings;
  expect(planWave(readStanding(contenders, []), 0, settings, 2)).toBe(5);
  expect(planWave(readStanding(contenders, createVotes(Array(5).fill("a"))), 5, settings, 2)).toBe(0);
});

test("4 to 0 of 7 ends the group, 4 to 0 of 8 does not: a tie is still possible", () => {
  const standing = readStanding(contenders, createVotes(Array(4).fill("a")));
  expect(planWave(standing, 4, { ...defaultTournamentSettings, votes: 7 }, 2)).toBe(0);
  expect(planWave(standing, 4, defaultTournamentSettings, 2)).toBe(1);
});

test("without curtailment all votes are one wave", () => {
  expect(planWave(readStanding(contenders, []), 0, { ...defaultTournamentSettings, curtail: false }, 2)).toBe(
    8,
  );
});

test("voting goes on until the quorum is reached, settled or not", () => {
  const standing = readStanding(contenders, createVotes([null, null, null, null, "a", "a", "a"]));
  expect(planWave(standing, 7, defaultTournamentSettings, 2)).toBe(0);
  expect(planWave(standing, 7, { ...defaultTournamentSettings, quorum: 4 }, 2)).toBe(1);
  const adaptive = { ...defaultTournamentSettings, votes: 16, adaptive: 0.05 };
  const sure = readStanding(contenders, createVotes(["a", "a", "a", "a"]));
  expect(planWave(sure, 4, adaptive, 2)).toBe(0);
  expect(planWave(sure, 4, { ...adaptive, quorum: 6 }, 2)).toBe(2);
});

test("voting in waves casts exactly the votes that voting one by one would, and finds the same winner", () => {
  fc.assert(
    fc.property(anyChoices, fc.integer({ min: 1, max: 4 }), (choices, quorum) => {
      const votes = createVotes(choices);
      const quota = votes.length;
      const rules = { votes: quota, curtail: true, adaptive: null, quorum };
      let cast = 0;
      for (;;) {
        const standing = readStanding(contenders, votes.slice(0, cast));
        const wave = planWave(standing, cast, rules, 3);
        if (wave === 0) break;
        cast += wave;
      }
      expect(quota - cast).toBe(countSpareVotes(contenders, votes, rules));
      const leaders = readStanding(contenders, votes.slice(0, cast)).leaders;
      expect(leaders).toEqual(readStanding(contenders, votes).leaders);
    }),
    { numRuns: 1000 },
  );
});

test("spare votes are the same whether or not they were cast", () => {
  const votes = createVotes(["a", "a", "a", "a", "a", "b", "b", "b"]);
  expect(countSpareVotes(contenders, votes, defaultTournamentSettings)).toBe(3);
  expect(countSpareVotes(contenders, votes.slice(0, 5), defaultTournamentSettings)).toBe(3);
});

test("the probability that the leader is ahead, by hand: 1 - 2^-(n + 1) for n to none, a half when level", () => {
  for (const most of [1, 2, 4, 30]) {
    expect(probabilityAhead({ most, lead: most })).toBeCloseTo(1 - 2 ** -(most + 1), 12);
    expect(probabilityAhead({ most, lead: 0 })).toBeCloseTo(0.5, 12);
  }
  expect(probabilityAhead({ most: 3, lead: 2 })).toBeCloseTo(26 / 32, 12); // 3 to 1: at most 3 heads in 5 tosses
});

describe("adaptive stopping", () => {
  const rules = { votes: 16, curtail: true, adaptive: 0.05, quorum: 1 };
  const after = (choices: string[], contenderCount = 2) =>
    planWave(readStanding(contenders, createVotes(choices)), choices.length, rules, contenderCount);

  test("looks only when every contender has stood everywhere equally often", () => {
    expect(after([])).toBe(2);
    expect(after(["a", "a", "a"])).toBe(1);
    expect(after(["a", "a", "a"], 3)).toBe(3); // 3 to 0: 15/16
    expect(after(["a", "a", "a", "a"])).toBe(0); // 4 to 0: 31/32
    expect(after(["a", "a", "a", "a"], 3)).toBe(2);
  });

  test("goes on while the leader is not safely ahead", () => {
    expect(after(["a", "b", "a", "a"])).toBe(2);
    expect(after(["a", "b", "a", "b"])).toBe(2);
  });

  test("names what ended the vote", () => {
    const standing = (choices: string[]) => readStanding(contenders, createVotes(choices));
    expect(nameEnd(standing(Array(4).fill("a")), 4, rules)).toBe("adaptive");
    expect(nameEnd(standing(Array(9).fill("a")), 9, rules)).toBe("curtailed");
    expect(nameEnd(standing(Array(9).fill("a")), 9, { ...rules, curtail: false })).toBe("adaptive");
    expect(nameEnd(standing(Array(16).fill("a")), 16, rules)).toBe("votes");
  });
});
