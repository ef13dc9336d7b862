// What is off by default: the given order, adaptive stopping, merging identical patches.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  defaultTournamentSettings,
  tournamentSettingsSchema,
  type TournamentEvent,
} from "@/lib/domain/tournament";
import { createSimulatedJudge } from "@/lib/engine/judges/simulated";
import type { Candidate, Judge } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";
import { probabilityAhead, readStanding } from "@/lib/engine/tournament/standing";
import { buildRounds } from "@/lib/engine/tournament/replay";
import { createCandidate, createPopulation, playTournament } from "@/lib/engine/tournament/test-candidates";

const truth = (id: string) => Number(id.slice(1));
const perfect = createSimulatedJudge({ truth, accuracy: 1 });
const wavering = createSimulatedJudge({ truth, accuracy: 0.65, abstention: 0.1 });
const seed = fc.integer({ min: 0, max: 1_000_000 });

function listGroups(events: readonly TournamentEvent[]) {
  return buildRounds(events).flat();
}

function countVotes(events: readonly TournamentEvent[]): number {
  return listGroups(events).flatMap(({ votes }) => votes).length;
}

test("settings stored before these options existed are read as if they were off", () => {
  const stored = { judge: "rules", groupSize: 2, votes: 8, seed: 0, keep: 1, curtail: true };
  expect(tournamentSettingsSchema.parse(stored)).toMatchObject({
    order: "shuffled",
    adaptive: null,
    mergeIdentical: false,
    quorum: 1,
  });
});

describe("the quorum", () => {
  /** Says r0 in the first `valid` votes of a group, and nobody in the others. */
  const answering = (valid: number): Judge => ({
    id: "answering",
    async vote(request) {
      const reply = await perfect.vote(request);
      const index = Number(request.seed.split("vote-").at(-1));
      const choice = request.candidates.findIndex((candidate) => candidate.id === "r0");
      return { ...reply, choice: index < valid ? choice : null };
    },
  });
  const play = async (valid: number, settings: { quorum: number; seed?: number }) => {
    const candidates = ["r0", "r1"].map((id) => createCandidate(id));
    const [group] = listGroups(await playTournament({ candidates, judge: answering(valid), settings }));
    return group;
  };

  test("is reached exactly: as many votes decide, one less leaves it to a coin without extra votes", async () => {
    expect(await play(3, { quorum: 3 })).toMatchObject({ winner: "r0", decision: "curtailed", tie: false });
    const missed = await play(3, { quorum: 4 });
    expect(missed).toMatchObject({ decision: "coin", tie: false });
    expect(missed?.votes).toHaveLength(8);
  });

  test("when missed, the few votes there are favour nobody", async () => {
    let first = 0;
    for (let value = 0; value < 400; value += 1) {
      if ((await play(1, { quorum: 2, seed: value }))?.winner === "r0") first += 1;
    }
    expect(Math.abs(first - 200)).toBeLessThan(40); // four standard deviations
  });

  test("is never more than the votes of a group", () => {
    const parsed = tournamentSettingsSchema.safeParse({ ...defaultTournamentSettings, votes: 3, quorum: 4 });
    expect(parsed.error?.issues[0]?.path).toEqual(["quorum"]);
  });
});

describe("the given order", () => {
  test("neighbours meet, and winners keep their places", async () => {
    const candidates = ["r3", "r1", "r4", "r0", "r2"].map((id) => createCandidate(id));
    const events = await playTournament({ candidates, judge: perfect, settings: { order: "given" } });
    const groups = buildRounds(events).map((round) => round.map((group) => group.candidates.join(" ")));
    expect(groups).toEqual([["r3 r1", "r4 r0", "r2"], ["r3 r4", "r2"], ["r4 r2"]]);
  });
});

describe("adaptive stopping", () => {
  const bracket = fc.record({
    groupSize: fc.integer({ min: 2, max: 5 }),
    votes: fc.integer({ min: 1, max: 20 }),
    adaptive: fc.constantFrom(0.01, 0.05, 0.2, 0.5),
    curtail: fc.boolean(),
    seed,
  });

  test("stops a group exactly at the first balanced prefix whose leader is safely ahead", async () => {
    await fc.assert(
      fc.asyncProperty(bracket, async (settings) => {
        const events = await playTournament({ candidates: createPopulation(9), judge: wavering, settings });
        for (const { candidates, votes, decision, tie } of listGroups(events)) {
          if (tie || candidates.length === 1) continue;
          const isSafe = (cast: number) =>
            cast > 0 &&
            cast % candidates.length === 0 &&
            probabilityAhead(readStanding(candidates, votes.slice(0, cast))) > 1 - settings.adaptive;
          const earlier = votes.map((_, cast) => cast).filter(isSafe);
          expect(earlier).toEqual([]);
          if (decision === "adaptive") expect(isSafe(votes.length)).toBe(true);
          if (decision === "votes") expect(votes).toHaveLength(settings.votes);
        }
      }),
    );
  });

  test("one call at a time and eight give the same bracket", async () => {
    await fc.assert(
      fc.asyncProperty(bracket, async (settings) => {
        const candidates = createPopulation(9);
        const play = (concurrency: number) =>
          playTournament({ candidates, judge: wavering, settings, ports: { concurrency } });
        expect(buildRounds(await play(1))).toEqual(buildRounds(await play(8)));
      }),
      { numRuns: 50 },
    );
  });

  test("curtailment still never changes a winner, and votes stay within V a group", async () => {
    await fc.assert(
      fc.asyncProperty(bracket, async ({ curtail: _, ...settings }) => {
        const candidates = createPopulation(9);
        const play = (curtail: boolean) =>
          playTournament({ candidates, judge: wavering, settings: { ...settings, curtail } });
        const [curtailed, full] = [await play(true), await play(false)];
        expect(curtailed.at(-1)).toEqual(full.at(-1));
        const contests = listGroups(curtailed).filter(({ decision }) => decision !== "bye");
        expect(countVotes(curtailed)).toBeLessThanOrEqual(settings.votes * contests.length);
      }),
    );
  });

  test("a sure judge needs 4 of 8 votes at 0.05, and a judge that looks at the place only is not believed", async () => {
    const candidates = createPopulation(2);
    const settings = { adaptive: 0.05 };
    const [sure] = listGroups(await playTournament({ candidates, judge: perfect, settings }));
    expect(sure).toMatchObject({ decision: "adaptive", winner: "r01" });
    expect(sure?.votes).toHaveLength(4);
    const blind = createSimulatedJudge({ truth, accuracy: 1, firstBias: 1 });
    const [biased] = listGroups(await playTournament({ candidates, judge: blind, settings }));
    expect(biased).toMatchObject({ decision: "coin", tie: true });
  });
});

describe("identical patches", () => {
  const settings = { mergeIdentical: true };
  const noJudge: Judge = { id: "none", vote: () => Promise.reject(new Error("no judge may be asked")) };

  function createTwins(hashes: readonly (string | null)[]): Candidate[] {
    return hashes.map((patchHash, index) => createCandidate(`r${index}`, { patchHash }));
  }

  test("need no vote, and one of them goes up, each as often", async () => {
    let first = 0;
    for (let value = 0; value < 400; value += 1) {
      const candidates = createTwins(["x", "x", "x"]);
      const events = await playTournament({
        candidates,
        judge: noJudge,
        settings: { ...settings, groupSize: 3, seed: value },
      });
      const [group] = listGroups(events);
      expect(group).toMatchObject({ decision: "identical", votes: [], tie: false });
      if (group?.winner === "r0") first += 1;
    }
    expect(Math.abs(first - 400 / 3)).toBeLessThan(4 * Math.sqrt((400 * 2) / 9));
  });

  test("are voted on when the option is off, and no patch is like no other", async () => {
    const play = async (hashes: readonly (string | null)[], given = settings) =>
      countVotes(await playTournament({ candidates: createTwins(hashes), judge: wavering, settings: given }));
    expect(await play(["x", "x"], { mergeIdentical: false })).toBeGreaterThan(0);
    expect(await play([null, null])).toBeGreaterThan(0);
    expect(await play(["x", "y"])).toBeGreaterThan(0);
  });

  test("stand for each other in a larger group: the judge sees each patch once", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("x", "y", "z", null), { minLength: 1, maxLength: 12 }),
        seed,
        async (hashes, value) => {
          const candidates = createTwins(hashes);
          const hashOf = new Map(candidates.map(({ id, patchHash }) => [id, patchHash]));
          const shuffled = createRandom(`${value}`).shuffle(candidates);
          const events = await playTournament({
            candidates: shuffled,
            judge: wavering,
            settings: { ...settings, groupSize: 4, seed: value },
          });
          expect(events.at(-1)).toMatchObject({ kind: "tournament-finished" });
          for (const vote of listGroups(events).flatMap(({ votes }) => votes)) {
            const shown = vote.order.map((id) => hashOf.get(id)).filter((hash) => hash !== null);
            expect(new Set(shown).size).toBe(shown.length);
          }
        },
      ),
    );
  });
});
