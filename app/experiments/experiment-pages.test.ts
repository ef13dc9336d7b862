// What the pages of an experiment are made of, from rows as a worker writes them.
import { expect, test } from "vitest";
import { CONTEXT_SIZE, layOutLineage, PLACE_SIZE } from "@/components/experiment/lineage-layout";
import { findCeiling, listStairs, sayShare } from "@/components/experiment/stairs";
import { createTestDb } from "@/db/migrate";
import { getExperiment } from "@/db/queries/experiment-views";
import { getContextOf, listAttempts, listRuns, updateAttempt } from "@/db/queries/experiments";
import { saveTestExperiment, type TestExperiment } from "@/db/testing/experiment";
import { listLive, listPhases } from "@/lib/domain/experiment-progress";
import { sayShape } from "@/lib/domain/experiment-words";
import { findContext, placeKey, sayContext, traceLineage } from "@/lib/domain/lineage";
import { invariant } from "@/lib/utils/invariant";

const small = { rollouts: 4, keep: 2 } as const;
const yes = true;
const no = false;
const unknown = null;

function view(given: TestExperiment, db = createTestDb()) {
  const found = getExperiment(db, saveTestExperiment(db, given));
  invariant(found, "the experiment was saved");
  return found;
}

function firstRun(given: TestExperiment) {
  const [run] = view(given).runs;
  invariant(run, "the experiment has a run");
  return run;
}

test("the same parents in different orders are one context, with a text for each order", () => {
  const run = firstRun({
    settings: small,
    runs: {
      t1: [
        [yes, no, no, no],
        [yes, no, yes, yes],
      ],
    },
  });
  const { columns, lit } = traceLineage(run);
  const [context, ...others] = columns[1]?.contexts ?? [];
  invariant(context, "iteration 1 was given a context");
  expect(others).toEqual([]);
  expect(sayContext(context)).toBe("2 summaries, 2 orders");
  expect(context.parents.map((parent) => parent.number)).toEqual([1, 2]);
  expect(context.orders.map((order) => order.shown.map((parent) => parent.number))).toEqual([
    [1, 2],
    [2, 1],
  ]);
  expect(context.orders.map((order) => order.children.map((child) => child.number))).toEqual([
    [5, 7],
    [6, 8],
  ]);
  // Champion r5, its context, and both whose summaries were in it.
  expect([...lit].toSorted()).toEqual(["0.0", "0.1", "1.0", context.key]);
});

test("the champion's way leads through every iteration", () => {
  const { columns, lit } = traceLineage(
    firstRun({
      settings: { ...small, iterations: 3 },
      runs: {
        t1: [
          [no, no, no, no],
          [no, no, yes, no],
          [yes, yes, no, no],
        ],
      },
    }),
  );
  expect(lit).toEqual(new Set(["2.0", "c2.0", "1.0", "1.1", "c1.0", "0.0", "0.1"]));
  const child = columns[2]?.attempts[3];
  invariant(child, "iteration 2 has four places");
  expect(findContext(columns, child)?.key).toBe("c2.0");
});

test("a run without a champion has nothing lit, one that has only begun no contexts", () => {
  const { columns, lit } = traceLineage(firstRun({ settings: small, runs: { t1: [[yes]] } }));
  expect(lit.size).toBe(0);
  expect(columns.map((column) => column.contexts.length)).toEqual([0, 0]);
});

test("no two nodes of a lineage overlap, and a line joins each parent and each child to its context", () => {
  const half = Array.from({ length: 64 }, (_, index) => index % 2 === 0);
  const lineage = traceLineage(
    firstRun({ settings: { rollouts: 64, keep: 4, iterations: 3 }, runs: { t1: [half, half, half] } }),
  );
  const layout = layOutLineage(lineage);
  const nodes = [...layout.places, ...layout.contexts];
  expect(nodes).toHaveLength(3 * 64 + 2);
  const boxes = [
    ...layout.places.map(({ x, y }) => ({ x, y, ...PLACE_SIZE })),
    ...layout.contexts.map(({ x, y }) => ({ x, y, ...CONTEXT_SIZE })),
  ];
  const overlaps = boxes.filter((one, index) =>
    boxes
      .slice(index + 1)
      .some(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      ),
  );
  expect(overlaps).toEqual([]);
  expect(layout.wires).toHaveLength(2 * (4 + 64));
  expect(Math.max(...nodes.map(({ x }) => x))).toBeLessThan(layout.width);
  expect(layOutLineage(lineage)).toEqual(layout);
  expect(layout.places.map(({ key }) => key)).toContain(placeKey({ iteration: 2, index: 63 }));
});

test("the stairs lead from the average to the champions; the ceiling is pass@N", () => {
  const experiment = view({
    settings: small,
    runs: {
      t1: [
        [yes, no, no, no],
        [yes, yes, no, no],
      ],
      t2: [
        [no, no, no, yes],
        [no, yes, yes, yes],
      ],
    },
  });
  expect(listStairs(experiment).map((stair) => [stair.label, sayShare(stair)])).toEqual([
    ["mean of iteration 0", "25.0%"],
    ["top 2 of iteration 0", "25.0%"],
    ["mean of iteration 1", "62.5%"],
    ["champions", "50.0%"],
  ]);
  const ceiling = findCeiling(experiment);
  expect([sayShare(ceiling), ceiling.share.tasks, ceiling.interval?.high]).toEqual(["100.0%", 2, 1]);
});

test("a share is unknown without verdicts and not yet there without rollouts", () => {
  const experiment = view({ settings: small, runs: { t1: [[unknown, unknown, unknown, unknown]] } });
  expect(listStairs(experiment).map(sayShare)).toEqual(["unknown", "unknown", "not yet", "not yet"]);
  expect(sayShare(findCeiling(experiment))).toBe("unknown");
});

test("without selection there is no stair for the selected", () => {
  const labels = (variant: "random-k" | "none", iterations: number) =>
    listStairs(view({ settings: { ...small, variant, iterations }, runs: { t1: [] } })).map(
      (stair) => stair.label,
    );
  expect(labels("random-k", 2)).toEqual(["mean of iteration 0", "mean of iteration 1", "champions"]);
  expect(labels("none", 1)).toEqual(["mean of iteration 0", "champions"]);
});

test("progress is told by phase, with what runs", () => {
  const db = createTestDb();
  saveTestExperiment(db, {
    settings: small,
    status: "running",
    runs: { t1: [[yes, no, no, no], [yes]], t2: [[no]] },
  });
  const [first] = listRuns(db, "x1");
  invariant(first, "the experiment has a run");
  updateAttempt(db, first, { iteration: 1, index: 1 }, { status: "running", steps: 3, doing: "step 3" });
  updateAttempt(db, first, { iteration: 1, index: 2 }, { status: "failed", error: "no room" });
  const experiment = getExperiment(db, "x1");
  invariant(experiment, "the experiment was saved");
  expect(listPhases(experiment)).toEqual([
    { iteration: 0, kind: "rollouts", done: 5, total: 8, remark: "" },
    { iteration: 0, kind: "tournaments", done: 1, total: 2, remark: "" },
    { iteration: 1, kind: "rollouts", done: 1, total: 8, remark: "1 running, 1 failed" },
    { iteration: 1, kind: "tournaments", done: 0, total: 2, remark: "" },
  ]);
  expect(listLive(experiment.runs).map(({ attempt }) => [attempt.number, attempt.doing])).toEqual([
    [6, "step 3"],
  ]);
});

test("the shape names K only where summaries are given on", () => {
  const shape = (settings: TestExperiment["settings"]) =>
    sayShape(view({ settings, runs: { t1: [] } }).settings);
  expect(shape({})).toBe("16 × 2 · K 4 · G 2 · V 8 · select K");
  expect(shape({ variant: "single" })).toBe("16 × 2 · G 2 · V 8 · single");
  expect(shape({ variant: "none", iterations: 1 })).toBe("16 × 1 · G 2 · V 8 · no refinement");
});

test("the text of a context is stored as it was sent", () => {
  const db = createTestDb();
  saveTestExperiment(db, { settings: small, runs: { t1: [[yes, no, no, no], [yes]] } });
  const [run] = listRuns(db, "x1");
  invariant(run, "the experiment has a run");
  expect(listAttempts(db, run.id)).toHaveLength(8);
  expect(getContextOf(db, run.id, { iteration: 1, index: 1 })?.text).toBe(
    "Summaries of x1-000-0-001, x1-000-0-000",
  );
});
