// The laws of the pipeline, over many shapes and seeds.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paperSettings, type ExperimentSettings } from "@/lib/domain/experiment";
import { createSimulatedJudge } from "@/lib/engine/judges/simulated";
import { createMemoryPorts, type MemoryPorts } from "@/lib/engine/pipeline/memory-ports";
import { runPipeline, type PipelineEvent, type RolloutOrder } from "@/lib/engine/pipeline/run-pipeline";
import type { Candidate } from "@/lib/engine/ports";
import { createCandidate, createPopulation } from "@/lib/engine/tournament/test-candidates";

const judge = createSimulatedJudge({ truth: (id) => Number(id.at(-1)), accuracy: 0.7 });

const shape = fc.record({
  rollouts: fc.integer({ min: 1, max: 9 }),
  iterations: fc.integer({ min: 1, max: 3 }),
  keep: fc.integer({ min: 1, max: 9 }),
  groupSize: fc.integer({ min: 2, max: 5 }),
  votes: fc.integer({ min: 1, max: 5 }),
  variant: fc.constantFrom("single" as const, "random-k" as const, "select-k" as const),
  curtail: fc.boolean(),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
});
type Shape = Partial<ExperimentSettings>;

function makeCandidate({ key }: RolloutOrder): Candidate {
  return createCandidate(`i${key.iteration}-r${String(key.index).padStart(2, "0")}`);
}

function open(
  given: Shape,
  memory: MemoryPorts,
  signal?: AbortSignal,
  population: Candidate[] | null = null,
) {
  const settings: ExperimentSettings = { ...paperSettings, ...given };
  const spec = { key: "task", task: { statement: null }, settings, given: population };
  return runPipeline(spec, memory.ports(signal));
}

async function finish(
  given: Shape,
  memory = createMemoryPorts(judge, makeCandidate),
): Promise<PipelineEvent[]> {
  return Array.fromAsync(open(given, memory));
}

function championOf(events: readonly PipelineEvent[]): string | null {
  const last = events.at(-1);
  return last?.kind === "run-finished" ? last.champion : null;
}

describe("any shape", () => {
  test("ends with one champion, out of the last iteration, and makes every rollout once", async () => {
    await fc.assert(
      fc.asyncProperty(shape, async (given) => {
        const memory = createMemoryPorts(judge, makeCandidate);
        const champion = championOf(await finish(given, memory));
        expect(champion).toMatch(new RegExp(`^i${given.iterations - 1}-r`));
        expect([...memory.made.values()]).toEqual(Array(given.rollouts * given.iterations).fill(1));
      }),
    );
  });

  test("the same seed gives the same contexts, brackets and champion", async () => {
    await fc.assert(
      fc.asyncProperty(shape, async (given) => {
        const [one, two] = [createMemoryPorts(judge, makeCandidate), createMemoryPorts(judge, makeCandidate)];
        const first = await finish(given, one);
        expect(championOf(await finish(given, two))).toBe(championOf(first));
        expect([...two.contexts]).toEqual([...one.contexts]);
      }),
    );
  });

  test("stopped after any event and run again, it does nothing twice and ends alike", async () => {
    await fc.assert(
      fc.asyncProperty(shape, fc.integer({ min: 1, max: 60 }), async (given, stopAfter) => {
        const whole = createMemoryPorts(judge, makeCandidate);
        const undisturbed = await finish(given, whole);
        const memory = createMemoryPorts(judge, makeCandidate);
        let seen = 0;
        for await (const _event of open(given, memory)) if ((seen += 1) >= stopAfter) break;
        const resumed = await finish(given, memory);
        expect(championOf(resumed)).toBe(championOf(undisturbed));
        expect(memory.votes()).toBe(whole.votes());
        expect([...memory.contexts]).toEqual([...whole.contexts]);
      }),
    );
  });
});

describe("refinement contexts", () => {
  const parentsIn = (memory: MemoryPorts) => [...memory.contexts.values()].map(({ parents }) => parents);

  test("select-K gives every rollout the same K survivors", async () => {
    const memory = createMemoryPorts(judge, makeCandidate);
    await finish({ rollouts: 8, keep: 3 }, memory);
    const sets = new Set(parentsIn(memory).map((parents) => parents.toSorted().join()));
    expect(memory.contexts.size).toBe(8);
    expect(sets.size).toBe(1);
    expect(parentsIn(memory)[0]).toHaveLength(3);
    expect(new Set(parentsIn(memory).map((parents) => parents.join())).size).toBeGreaterThan(1);
  });

  test("random-K draws anew for each rollout, without replacement", async () => {
    const memory = createMemoryPorts(judge, makeCandidate);
    await finish({ rollouts: 8, keep: 3, variant: "random-k" }, memory);
    for (const parents of parentsIn(memory)) expect(new Set(parents).size).toBe(3);
    expect(new Set(parentsIn(memory).map((parents) => parents.toSorted().join())).size).toBeGreaterThan(1);
  });

  test("single gives each rollout its own predecessor", async () => {
    const memory = createMemoryPorts(judge, makeCandidate);
    await finish({ rollouts: 4, variant: "single" }, memory);
    expect(parentsIn(memory)).toEqual([["i0-r00"], ["i0-r01"], ["i0-r02"], ["i0-r03"]]);
  });

  test("the text is anonymous: it holds no id of a parent", async () => {
    const memory = createMemoryPorts(judge, makeCandidate);
    await finish({ rollouts: 4, keep: 2 }, memory);
    for (const { text, parents } of memory.contexts.values()) {
      for (const parent of parents) expect(text).not.toContain(parent);
      expect(text.match(/^## Attempt \d+$/gm)).toEqual(["## Attempt 1", "## Attempt 2"]);
    }
  });
});

describe("when rollouts are missing", () => {
  test("those that are there play; an attempt that came to nothing is reported as such", async () => {
    const memory = createMemoryPorts(judge, (order) => (order.key.index % 2 ? null : makeCandidate(order)));
    const events = await finish({ rollouts: 6, keep: 2 }, memory);
    const nothing = events.filter((event) => event.kind === "rollout-finished" && event.candidate === null);
    expect(nothing).toHaveLength(6);
    expect(championOf(events)).toMatch(/^i1-r0[024]$/);
  });

  test("an iteration without any: the tournament before it is played on to a champion", async () => {
    const memory = createMemoryPorts(judge, (order) =>
      order.key.iteration === 0 ? makeCandidate(order) : null,
    );
    const events = await finish({ rollouts: 8, keep: 4, votes: 3 }, memory);
    const survivors = events.flatMap((event) =>
      event.kind === "tournament" && event.event.kind === "tournament-finished"
        ? [event.event.survivors]
        : [],
    );
    expect(survivors.map((each) => each.length)).toEqual([4, 1]);
    expect(survivors[0]).toContain(championOf(events));
  });

  test("none at all: no champion", async () => {
    expect(
      championOf(
        await finish(
          {},
          createMemoryPorts(judge, () => null),
        ),
      ),
    ).toBeNull();
  });
});

test("given rollouts play as iteration 0 and none is made for it", async () => {
  const memory = createMemoryPorts(judge, makeCandidate);
  const population = createPopulation(5);
  const events = await Array.fromAsync(
    open({ iterations: 1, variant: "none" }, memory, undefined, population),
  );
  expect(memory.made.size).toBe(0);
  expect(population.map(({ id }) => id)).toContain(championOf(events));
});
