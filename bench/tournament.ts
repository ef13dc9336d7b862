// A tournament of 16 candidates (V=8) whose judge answers in a fixed time, beside its critical path: a time below
// which no order of the calls could have cast the same votes.
// node --conditions=react-server --import tsx bench/tournament.ts
import { setTimeout as sleep } from "node:timers/promises";
import { defaultTournamentSettings } from "@/lib/domain/tournament";
import { createSimulatedJudge } from "@/lib/engine/judges/simulated";
import type { Judge, VoteKey, VoteStore } from "@/lib/engine/ports";
import { createMemoryVotes } from "@/lib/engine/tournament/memory-votes";
import { createPopulation, playTournament } from "@/lib/engine/tournament/test-candidates";
import { describeMachine, sayResult } from "@/bench/lib/machine";

const CALL_MS = 200;
const REACH = 1.15;
const SEEDS = [0, 1, 2, 3, 4];
const { votes: quota } = defaultTournamentSettings;

const simulated = createSimulatedJudge({ truth: (id) => Number(id.slice(1)), accuracy: 0.7 });
const judge: Judge = {
  id: "simulated, slow",
  async vote(request) {
    await sleep(CALL_MS);
    return simulated.vote(request);
  },
};

/** Votes that a group asked for at once. */
interface Wave extends Omit<VoteKey, "index"> {
  /** Index of its first vote. */
  first: number;
  votes: number;
}

/** A store that notes the waves: votes asked for while as many of their group were known belong together. */
function watchWaves(): { store: VoteStore; waves: () => Wave[] } {
  const memory = createMemoryVotes();
  const known = new Map<string, number>();
  const waves = new Map<string, Wave>();
  const store: VoteStore = {
    async once(key, cast) {
      const group = `${key.round}/${key.position}`;
      const first = known.get(group) ?? 0;
      const wave = waves.get(`${group}/${first}`);
      waves.set(`${group}/${first}`, {
        ...{ round: key.round, position: key.position, first },
        votes: (wave?.votes ?? 0) + 1,
      });
      const vote = await memory.once(key, cast);
      known.set(group, (known.get(group) ?? 0) + 1);
      return vote;
    },
  };
  return { store, waves: () => [...waves.values()] };
}

/**
 * The fewest calls one after another. Rounds follow each other, and in a round the extra votes follow the regular
 * ones, one a group at a time: phases, none of which begins before the one before has ended.
 */
function countSlots(waves: readonly Wave[], concurrency: number): number {
  const phases = Map.groupBy(waves, ({ round, first }) => `${round}/${Math.max(0, first - quota + 1)}`);
  return [...phases.values()].reduce((sum, phase) => sum + countSlotsOfPhase(phase, concurrency), 0);
}

/**
 * A lower bound for one phase: for a given end, each wave has a slot by which it must be done so that the later
 * waves of its group still fit; up to no slot may more votes be due than there are calls.
 */
function countSlotsOfPhase(phase: readonly Wave[], concurrency: number): number {
  const groups = [...Map.groupBy(phase, ({ position }) => position).values()];
  const slotsAfter = (group: readonly Wave[], wave: Wave) =>
    group
      .filter(({ first }) => first > wave.first)
      .reduce((sum, { votes }) => sum + Math.ceil(votes / concurrency), 0);
  const works = groups.flatMap((group) =>
    group.map((wave) => ({ votes: wave.votes, after: slotsAfter(group, wave) })),
  );
  const fits = (end: number) =>
    works.every(({ after }) => {
      const due = works.filter((work) => work.after >= after).reduce((sum, { votes }) => sum + votes, 0);
      return due <= concurrency * (end - after);
    });
  let end = 1;
  while (!fits(end)) end += 1;
  return end;
}

/** Wall time and critical path, ms, and the votes of one tournament. */
async function measure(seed: number, concurrency: number) {
  const { store, waves } = watchWaves();
  const begun = performance.now();
  await playTournament({
    candidates: createPopulation(16),
    judge,
    settings: { seed },
    ports: { concurrency, votes: store, clock: () => performance.now() },
  });
  const wall = performance.now() - begun;
  const votes = waves().reduce((sum, wave) => sum + wave.votes, 0);
  return { wall, path: countSlots(waves(), concurrency) * CALL_MS, votes };
}

console.log(describeMachine());
console.log(
  `data: N=16, G=2, V=8, curtailed, ${CALL_MS} ms a call, accuracy 0.7 a vote, ${SEEDS.length} seeds summed`,
);
for (const concurrency of [4, 8, 16, 32]) {
  const total = { wall: 0, path: 0, votes: 0 };
  for (const seed of SEEDS) {
    const { wall, path, votes } = await measure(seed, concurrency);
    total.wall += wall;
    total.path += path;
    total.votes += votes;
  }
  const ratio = total.wall / total.path;
  sayResult(
    `concurrency ${concurrency}: ${total.votes} votes in ${(total.wall / 1000).toFixed(1)} s, critical path ${(total.path / 1000).toFixed(1)} s`,
    `${ratio.toFixed(2)}x`,
    `<= ${REACH}x`,
    ratio <= REACH,
  );
}
