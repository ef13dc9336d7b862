// The laws of design and paper, checked over many sizes and seeds.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TournamentEvent, TournamentSettings } from "@/lib/domain/tournament";
import { createSimulatedJudge } from "@/lib/engine/judges/simulated";
import type { Judge } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";
import { compareCurtailment, drawBracket } from "@/lib/engine/testing/curtailment";
import { buildRounds } from "@/lib/engine/tournament/replay";
import { createPopulation, playTournament } from "@/lib/engine/tournament/test-candidates";

const truth = (id: string) => Number(id.slice(1));
const seed = fc.integer({ min: 0, max: 1_000_000 });
const bracket = fc.record({
  population: fc.integer({ min: 1, max: 40 }),
  groupSize: fc.integer({ min: 2, max: 16 }),
  votes: fc.integer({ min: 1, max: 9 }),
  seed,
});

/** A stateless judge that is often wrong and abstains in one vote of six. */
function createWaveringJudge(): Judge {
  const simulated = createSimulatedJudge({ truth, accuracy: 0.6 });
  return {
    id: "wavering",
    async vote(request) {
      const reply = await simulated.vote(request);
      return createRandom(`${request.seed}/mood`).integer(6) === 0 ? { ...reply, choice: null } : reply;
    },
  };
}

function play(population: number, settings: Partial<TournamentSettings>, judge = createWaveringJudge()) {
  return playTournament({ candidates: createPopulation(population), judge, settings });
}

function countCast(events: readonly TournamentEvent[]): number {
  return events.filter((event) => event.kind === "vote-cast").length;
}

function listContests(events: readonly TournamentEvent[]) {
  return buildRounds(events)
    .flat()
    .filter((group) => group.decision !== "bye");
}

describe("who is left", () => {
  test("exactly one champion, who entered the bracket, from any population", async () => {
    await fc.assert(
      fc.asyncProperty(bracket, async ({ population, ...settings }) => {
        const last = (await play(population, settings)).at(-1);
        expect(last).toMatchObject({ kind: "tournament-finished" });
        const champion = last?.kind === "tournament-finished" ? last.champion : null;
        expect(createPopulation(population).map((candidate) => candidate.id)).toContain(champion);
      }),
    );
  });

  test("exactly K survivors for any K, and a champion only when one is left", async () => {
    await fc.assert(
      fc.asyncProperty(
        bracket,
        fc.integer({ min: 1, max: 45 }),
        async ({ population, ...settings }, keep) => {
          const last = (await play(population, { ...settings, keep })).at(-1);
          if (last?.kind !== "tournament-finished") throw new Error("the tournament did not finish");
          expect(new Set(last.survivors).size).toBe(Math.min(keep, population));
          expect(last.champion).toBe(last.survivors.length === 1 ? last.survivors[0] : null);
        },
      ),
    );
  });

  test("a candidate that wins every vote wins the bracket", async () => {
    const perfect = createSimulatedJudge({ truth, accuracy: 1 });
    await fc.assert(
      fc.asyncProperty(bracket, async ({ population, ...settings }) => {
        const last = (await play(population, settings, perfect)).at(-1);
        expect(last).toMatchObject({ champion: createPopulation(population).at(-1)?.id });
      }),
    );
  });

  test("each winner is one of its group, and a round is drawn from the survivors of the one before", async () => {
    await fc.assert(
      fc.asyncProperty(bracket, async ({ population, ...settings }) => {
        let left = createPopulation(population).map((candidate) => candidate.id);
        for (const groups of buildRounds(await play(population, settings))) {
          expect(groups.flatMap((group) => group.candidates).toSorted()).toEqual(left.toSorted());
          for (const group of groups) expect(group.candidates).toContain(group.winner);
          left = groups.flatMap((group) => group.winner ?? []);
        }
      }),
    );
  });
});

describe("how many votes", () => {
  test("N=16, G=2, V=8: 15 groups and never more than 120 votes, ties and all", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (value) => {
        const events = await play(16, { seed: value });
        expect(listContests(events)).toHaveLength(15);
        expect(countCast(events)).toBeLessThanOrEqual(120);
      }),
    );
  });

  test("select-4 of 16: 12 groups and never more than 96 votes", async () => {
    await fc.assert(
      fc.asyncProperty(seed, async (value) => {
        const events = await play(16, { seed: value, keep: 4 });
        expect(listContests(events)).toHaveLength(12);
        expect(countCast(events)).toBeLessThanOrEqual(96);
      }),
    );
  });

  test("with curtailment no bracket casts more than V votes per group played", async () => {
    await fc.assert(
      fc.asyncProperty(bracket, async ({ population, ...settings }) => {
        const events = await play(population, settings);
        expect(countCast(events)).toBeLessThanOrEqual(settings.votes * listContests(events).length);
      }),
    );
  });
});

describe("what must not matter", () => {
  test("curtailment never changes a winner, nor which groups were level, and casts no vote more", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), async (name) => {
        const { sameOutcome, full, curtailed } = await compareCurtailment(drawBracket(name));
        expect(sameOutcome).toBe(true);
        expect(curtailed).toBeLessThanOrEqual(full);
      }),
      { numRuns: 300 },
    );
  });

  test("the order in which candidates are given does not matter", async () => {
    await fc.assert(
      fc.asyncProperty(bracket, async ({ population, ...settings }) => {
        const judge = createWaveringJudge();
        const candidates = createPopulation(population);
        const shuffled = createRandom("arrival").shuffle(candidates);
        const events = await playTournament({ candidates, judge, settings });
        expect(await playTournament({ candidates: shuffled, judge, settings })).toEqual(events);
      }),
    );
  });

  test("other names, and hence other draws, do not change how often the same candidate wins", async () => {
    // r0 … r7 by quality; renamed, the best has the id that sorts first
    const judge = (quality: (id: string) => number) =>
      createSimulatedJudge({ truth: quality, accuracy: 0.65, firstBias: 0.2 });
    const countWins = async (quality: (id: string) => number, key: string) => {
      let wins = 0;
      for (let value = 0; value < 500; value += 1) {
        const events = await playTournament({
          ...{ candidates: createPopulation(8), judge: judge(quality), key },
          settings: { seed: value, votes: 3 },
        });
        const last = events.at(-1);
        if (last?.kind === "tournament-finished" && last.champion && quality(last.champion) === 7) wins += 1;
      }
      return wins / 500;
    };
    const [named, renamed] = [await countWins(truth, "a"), await countWins((id) => 7 - truth(id), "b")];
    expect(named).toBeGreaterThan(1 / 8 + 0.1);
    expect(Math.abs(named - renamed)).toBeLessThan(4 * Math.sqrt((2 * named * (1 - named)) / 500));
  });

  test("a judge that reads no order gives the same winner whichever candidate of a match is shown first", async () => {
    const judge = createSimulatedJudge({ truth, accuracy: 0.6 });
    const swapped: Judge = {
      id: judge.id,
      async vote(request) {
        const { choice, ...reply } = await judge.vote({
          ...request,
          candidates: request.candidates.toReversed(),
        });
        return { ...reply, choice: choice === null ? null : request.candidates.length - 1 - choice };
      },
    };
    await fc.assert(
      fc.asyncProperty(bracket, async ({ population, ...settings }) => {
        const events = await play(population, settings, judge);
        expect(buildRounds(await play(population, settings, swapped))).toEqual(buildRounds(events));
      }),
    );
  });

  test("the shown orders of a group are balanced over V votes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 8 }), seed, async (groupSize, value) => {
        const settings = { groupSize, votes: 2 * groupSize, seed: value, curtail: false };
        for (const group of listContests(await play(groupSize, settings))) {
          const firsts = group.votes.slice(0, settings.votes).map((vote) => vote.order[0]);
          for (const id of group.candidates) expect(firsts.filter((first) => first === id)).toHaveLength(2);
        }
      }),
    );
  });
});
