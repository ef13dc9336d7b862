import { expect, test } from "vitest";
import { createTestDb } from "@/db/migrate";
import {
  getExperimentRow,
  listAttempts,
  listRuns,
  requestResume,
  updateAttempt,
  updateExperiment,
  updateRun,
} from "@/db/queries/experiments";
import { listRolloutPlaces } from "@/db/queries/rollout-places";
import { saveTestExperiment } from "@/db/testing/experiment";
import { invariant } from "@/lib/utils/invariant";

const settings = { rollouts: 4, keep: 2 } as const;

function firstRun(db: ReturnType<typeof createTestDb>) {
  const [run] = listRuns(db, "x1");
  invariant(run, "the experiment has a run");
  return run;
}

test("a failed experiment is queued again, with the rollouts that failed last", () => {
  const db = createTestDb();
  saveTestExperiment(db, { settings, runs: { t1: [[true]] } });
  const run = firstRun(db);
  updateAttempt(db, run, { iteration: 0, index: 2 }, { status: "failed", error: "no room", steps: 3 });
  updateRun(db, run, { status: "failed", error: "no rollout" });
  updateExperiment(db, "x1", { status: "failed", error: "1 of 1", cancelRequested: true, finishedAt: 5 });
  requestResume(db, "x1");
  expect(getExperimentRow(db, "x1")).toMatchObject({
    ...{ status: "queued", error: null, cancelRequested: false, finishedAt: null },
  });
  expect(firstRun(db)).toMatchObject({ status: "queued", error: null });
  const statuses = listAttempts(db, run.id).map(({ status }) => status);
  expect(statuses.slice(0, 4)).toEqual(["finished", "queued", "queued", "queued"]);
});

test("a rollout that failed stays so when its iteration has been built on, and in a run that is finished", () => {
  const db = createTestDb();
  saveTestExperiment(db, { settings, runs: { t1: [[true, false, true, true], [true]], t2: [] } });
  const [refined, other] = listRuns(db, "x1");
  invariant(refined && other, "the experiment has two runs");
  updateAttempt(db, refined, { iteration: 0, index: 3 }, { status: "failed", rolloutId: null });
  updateAttempt(db, refined, { iteration: 1, index: 2 }, { status: "failed" });
  updateRun(db, refined, { status: "cancelled" });
  updateAttempt(db, other, { iteration: 0, index: 0 }, { status: "failed" });
  updateRun(db, other, { status: "finished" });
  requestResume(db, "x1");
  const statusAt = (runId: string, iteration: number, index: number) =>
    listAttempts(db, runId).find((place) => place.iteration === iteration && place.index === index)?.status;
  expect(statusAt(refined.id, 0, 3)).toBe("failed");
  expect(statusAt(refined.id, 1, 2)).toBe("queued");
  expect(statusAt(other.id, 0, 0)).toBe("failed");
  expect(listRuns(db, "x1").map(({ status }) => status)).toEqual(["queued", "finished"]);
});

test("a rollout knows its place, whose summaries it was given and to whom its own was", () => {
  const db = createTestDb();
  saveTestExperiment(db, {
    settings,
    runs: {
      t1: [
        [true, false, true, true],
        [true, true, true, true],
      ],
    },
  });
  const [parent] = listRolloutPlaces(db, "x1-000-0-001");
  expect(parent).toMatchObject({ experimentId: "x1", iteration: 0, index: 1, contextId: null, parents: [] });
  expect(parent?.children.map(({ number }) => number)).toEqual([5, 6, 7, 8]);
  const [child] = listRolloutPlaces(db, "x1-000-1-001");
  expect(child?.parents.map(({ number }) => number)).toEqual([2, 1]);
  expect(child).toMatchObject({ isChampion: false, children: [] });
  const [notSelected] = listRolloutPlaces(db, "x1-000-0-003");
  expect(notSelected?.children).toEqual([]);
  expect(listRolloutPlaces(db, "x1-000-1-000")[0]?.isChampion).toBe(true);
});
