import { describe, expect, test } from "vitest";
import {
  countVotes,
  describeScore,
  explainChampion,
  findChampion,
  findClosestGroup,
  findUpsets,
  groupByRound,
  listDecidingCriteria,
  measureMargin,
  traceChampion,
} from "@/lib/domain/bracket";
import type { CriterionVerdict, Decision, TournamentGroup } from "@/lib/domain/tournament";

function createVerdict(key: string, favours: string, weight: number | null): CriterionVerdict {
  return { key, title: `Title ${key}`, favours, note: "", weight, claims: [] };
}

/** A group in which each candidate gets the given number of votes; the first one given wins. */
function createGroup(
  place: [round: number, position: number],
  votes: Record<string, number>,
  given: { decision?: Decision; criteria?: CriterionVerdict[]; winner?: string | null } = {},
): TournamentGroup {
  const candidates = Object.keys(votes);
  const choices = Object.entries(votes).flatMap(([id, count]) => Array<string>(count).fill(id));
  const empty = {
    rationale: "",
    judge: "test",
    raw: null,
    costUsd: null,
    inputTokens: null,
    outputTokens: null,
  };
  return {
    round: place[0],
    position: place[1],
    candidates,
    winner: given.winner === undefined ? (candidates[0] ?? null) : given.winner,
    decision: given.decision ?? "votes",
    tie: false,
    votes: choices.map((choice, index) => {
      return { ...empty, index, order: candidates, choice, criteria: given.criteria ?? [], latencyMs: null };
    }),
  };
}

const final = createGroup(
  [2, 0],
  { a: 5, e: 3 },
  {
    criteria: [
      createVerdict("tests", "a", 0.5),
      createVerdict("scope", "a", 0.2),
      createVerdict("errors", "e", 0.9),
    ],
  },
);
const groups = [
  final,
  createGroup([1, 1], { e: 0 }, { decision: "bye" }),
  createGroup([1, 0], { a: 6, c: 2 }),
  createGroup([0, 2], { e: 4, f: 4 }, { decision: "coin" }),
  createGroup([0, 1], { c: 7, d: 1 }),
  createGroup([0, 0], { a: 5, b: 0 }, { decision: "curtailed" }),
];

describe("the bracket", () => {
  test("rounds are put in order whatever order the groups come in", () => {
    const places = groupByRound(groups).map((round) => round.map((group) => group.position));
    expect(places).toEqual([[0, 1, 2], [0, 1], [0]]);
    expect(groupByRound([])).toEqual([]);
  });

  test("the champion is the winner of the last single group, and nobody before", () => {
    expect(findChampion(groups)).toBe("a");
    expect(traceChampion(groups).map((group) => group.round)).toEqual([0, 1, 2]);
    expect(findChampion(groups.filter((group) => group.round === 0))).toBeNull();
    expect(findChampion([{ ...final, winner: null, decision: null }])).toBeNull();
  });

  test("a margin is known only where votes decided", () => {
    expect(groups.map(measureMargin)).toEqual([2, null, 4, 0, 6, 5]);
  });

  test("the closest group is the one with the smallest margin for its votes", () => {
    expect(findClosestGroup(groups)).toMatchObject({ round: 0, position: 2 });
    expect(findClosestGroup([])).toBeNull();
  });

  test("an upset needs both verdicts to be known", () => {
    expect(findUpsets(groups, { a: false, e: true, c: null })).toEqual([final]);
    expect(findUpsets(groups, { a: null, e: true })).toEqual([]);
  });

  test("votes cast and saved are counted", () => {
    expect(countVotes(groups, { votes: 8 })).toEqual({ cast: 37, abstained: 0, saved: 3 });
  });
});

describe("the answer in words", () => {
  test("deciding points are summed over the votes for the winner; a judge without weights counts each once", () => {
    expect(listDecidingCriteria(final)).toEqual([
      { key: "tests", title: "Title tests", weight: 2.5 },
      { key: "scope", title: "Title scope", weight: 1 },
    ]);
    const unweighted = createGroup([0, 0], { a: 3, b: 1 }, { criteria: [createVerdict("tests", "a", null)] });
    expect(listDecidingCriteria(unweighted)).toMatchObject([{ weight: 3 }]);
  });

  test("it says whom the champion beat, where it was closest, and why", () => {
    const phrases = explainChampion(groups, { groupSize: 2 });
    expect(phrases.map((phrase) => phrase.text).join("")).toBe(
      "a won 3 matches (5–0, 6–2, 5–3); closest: round 3 against e (5–3), decided by title tests and title scope.",
    );
    expect(phrases.flatMap((phrase) => (phrase.link?.kind === "criterion" ? [phrase.link] : []))).toEqual([
      { kind: "criterion", round: 2, position: 0, criterion: "tests" },
      { kind: "criterion", round: 2, position: 0, criterion: "scope" },
    ]);
  });

  test("byes are told, and without a champion there is nothing to say", () => {
    const short = [
      createGroup([0, 1], { a: 0 }, { decision: "bye" }),
      createGroup([1, 0], { a: 4, b: 4 }, { decision: "coin" }),
    ];
    const text = explainChampion(short, { groupSize: 2 })
      .map((phrase) => phrase.text)
      .join("");
    expect(text).toBe("a won 1 match (4–4, coin) and had 1 bye: round 2 against b.");
    expect(explainChampion([], { groupSize: 2 })).toEqual([]);
  });

  test.each<[Decision, string]>([
    ["bye", "bye"],
    ["no-contest", "no contest"],
  ])("a group decided by %s has no figures", (decision, text) => {
    expect(describeScore(createGroup([0, 0], { a: 0 }, { decision }))).toBe(text);
  });
});
