import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { createTestDb } from "@/db/migrate";
import { getExperiment } from "@/db/queries/experiment-views";
import { insertVerification, listRuns, updateAttempt } from "@/db/queries/experiments";
import { saveTestExperiment, type Verdicts } from "@/db/testing/experiment";
import { formatExperiment } from "@/lib/cli/experiment-text";
import { readVerdictNotes } from "@/lib/cli/verdict-notes";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { invariant } from "@/lib/utils/invariant";

function createExperiment(runs: Record<string, Verdicts>): Db {
  const db = createTestDb();
  saveTestExperiment(db, { settings: { rollouts: 3, iterations: 1, variant: "none", keep: 1 }, runs });
  return db;
}

function read(db: Db): ExperimentView {
  const view = getExperiment(db, "x1");
  invariant(view, "it was just written");
  return view;
}

/** The lines that tell of rollouts without a verdict, or that have failed. */
function troubles(db: Db, view = read(db), notes = readVerdictNotes(db, view)): string[] {
  return formatExperiment(view, notes)
    .split("\n")
    .filter((line) => /no verdict|failed/.test(line));
}

function verify(db: Db, index: number, note: string | null): void {
  insertVerification(db, {
    rolloutId: `x1-000-0-00${index}`,
    resolved: null,
    reward: null,
    exitCode: null,
    output: "",
    durationMs: 1,
    note,
  });
}

function fail(db: Db, index: number, error: string | null): void {
  const [run] = listRuns(db, "x1");
  invariant(run, "the experiment has a run");
  updateAttempt(db, run, { iteration: 0, index }, { status: "failed", error });
}

test("where all is known nothing is told", () => {
  expect(troubles(createExperiment({ t1: [[true, false, true]] }))).toEqual([]);
});

test("for each task, how many rollouts have no verdict, and the most frequent reason", () => {
  const db = createExperiment({ t1: [[null, null, null]], t2: [[true, null, false]] });
  verify(db, 0, "The hidden tests were stopped (timed-out).");
  verify(db, 1, "The hidden tests wrote no reward.");
  verify(db, 2, "The hidden tests wrote no reward.");
  expect(troubles(db)).toEqual([
    "title of t1: 3 of 3 rollouts have no verdict, 2 of them because: The hidden tests wrote no reward.",
    "title of t2: 1 of 3 rollouts has no verdict.",
  ]);
  expect(troubles(db, read(db), new Map())[0]).toBe("title of t1: 3 of 3 rollouts have no verdict.");
});

test("a folder with a prompt has no hidden tests", () => {
  const db = createExperiment({ t1: [[null, null, null]] });
  const view = read(db);
  const runs = view.runs.map((run) => ({ ...run, source: { path: "/t", prompt: "Mend it." } }));
  expect(troubles(db, { ...view, runs })).toEqual([
    "title of t1: 3 of 3 rollouts have no verdict: The task has no hidden tests.",
  ]);
});

test("for each task, how many rollouts have failed, and the most frequent error", () => {
  const db = createExperiment({ t1: [[true]] });
  fail(db, 1, "The set-up failed.\u001b[2J");
  expect(troubles(db)).toEqual(["title of t1: 1 of 3 rollouts has failed: The set-up failed.?[2J"]);
  fail(db, 1, null);
  fail(db, 2, null);
  expect(troubles(db)).toEqual(["title of t1: 2 of 3 rollouts have failed."]);
});
