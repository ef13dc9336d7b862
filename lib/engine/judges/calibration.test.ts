import { describe, expect, test } from "vitest";
import {
  calibrate,
  countVotes,
  measureByTask,
  type Figures,
  type JudgedPair,
} from "@/lib/engine/judges/calibration";

const figures: Figures = { steps: 10, submitted: true, patchLines: 4, summaryLength: 900 };

function pair(resolved: number, unresolved: number, given: Partial<JudgedPair> = {}): JudgedPair {
  const votes = { resolved, unresolved, abstained: 0, slotOne: 0 };
  return { task: "t", resolved: figures, unresolved: figures, votes, ...given };
}

test("a majority for the resolved one is right, a tie is half right", () => {
  const { pairs, correct, accuracy, tasks } = calibrate([pair(5, 3), pair(4, 4), pair(0, 8, { task: "u" })]);
  expect({ pairs, correct, accuracy, tasks }).toEqual({ pairs: 3, correct: 1.5, accuracy: 0.5, tasks: 2 });
});

test("by margin, the clearest first", () => {
  const { byMargin } = calibrate([pair(8, 0), pair(0, 8), pair(4, 4), pair(5, 3)]);
  expect(byMargin.map(({ margin, pairs, accuracy }) => [margin, pairs, accuracy])).toEqual([
    [8, 2, 0.5],
    [2, 1, 1],
    [0, 1, 0.5],
  ]);
});

describe("judges that look at one number", () => {
  const one = (resolved: Partial<Figures>) =>
    calibrate([pair(1, 0, { resolved: { ...figures, ...resolved } })]).baselines;

  test("fewer steps, a submission, a smaller patch, a longer summary", () => {
    expect(one({ steps: 9 }).fewestSteps.accuracy).toBe(1);
    expect(one({ submitted: false }).submitted.accuracy).toBe(0);
    expect(one({ patchLines: 5 }).smallestPatch.accuracy).toBe(0);
    expect(one({ summaryLength: 901 }).longestSummary.accuracy).toBe(1);
  });

  test("what is level is a tie; no patch loses to any", () => {
    expect(one({}).fewestSteps).toMatchObject({ correct: 0.5, ties: 1 });
    expect(one({ patchLines: null }).smallestPatch.accuracy).toBe(0);
  });
});

test("no pairs: nothing is claimed", () => {
  expect(calibrate([])).toMatchObject({
    pairs: 0,
    accuracy: null,
    interval: null,
    slotOneShare: null,
    byMargin: [],
  });
});

test("votes are counted by whom they chose, not by place", () => {
  const replies = [
    { choice: 0, resolvedFirst: true },
    { choice: 0, resolvedFirst: false },
    { choice: 1, resolvedFirst: false },
    { choice: null, resolvedFirst: true },
  ];
  expect(countVotes(replies)).toEqual({ resolved: 2, unresolved: 1, abstained: 1, slotOne: 2 });
});

test("the interval is Wilson's", () => {
  const { interval } = calibrate([pair(8, 0), pair(8, 0), pair(8, 0)]);
  expect(interval?.[0]).toBeCloseTo(0.4385, 4);
  expect(interval?.[1]).toBe(1);
});

describe("by task", () => {
  test("each counts once, however many pairs it has", () => {
    const easy = [1, 2, 3].map(() => pair(8, 0, { task: "easy" }));
    expect(measureByTask([...easy, pair(0, 8, { task: "hard" })])).toEqual({
      tasks: 2,
      mean: 0.5,
      interval: null,
    });
    expect(measureByTask([])).toBeNull();
  });

  test("from ten tasks on an interval is drawn, wider than one that takes pairs of a task for independent", () => {
    const pairs = Array.from({ length: 10 }, (_, task) =>
      Array.from({ length: 30 }, () =>
        task < 7 ? pair(8, 0, { task: `t${task}` }) : pair(0, 8, { task: `t${task}` }),
      ),
    ).flat();
    const [low = 0, high = 0] = measureByTask(pairs)?.interval ?? [];
    const [from = 0, to = 0] = calibrate(pairs).interval ?? [];
    expect(low).toBeLessThan(from);
    expect(high).toBeGreaterThan(to);
    expect(measureByTask(pairs)).toEqual(measureByTask(pairs));
  });
});
