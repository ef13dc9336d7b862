// Signs that the change is right: the tests that saw its final state, and failures that went away.
import type { Evidence, TestRunEvidence } from "@/lib/domain/evidence";
import { sawTry } from "@/lib/engine/evidence/last-edit";
import { countOf, type Criterion, type Mark } from "@/lib/engine/judges/checklist/criterion";
import {
  describeLastEdit,
  evenOut,
  findFinalTestRun,
  isAfterLastEdit,
  isTestRun,
} from "@/lib/engine/judges/checklist/facts";

/** What tests that fail at the end are worth at most, when nearly all pass: less than nothing known. */
const MOST_FOR_FAILED = 0.3;

/** Tests that passed before the last edit say something of the final state, those that failed before it a little. */
const EARLIER: Record<TestRunEvidence["outcome"], number> = { passed: 0.75, failed: 0.4, unknown: 0.5 };

/**
 * Passed is better than passed before the last edit, which is better than not run (or not readable), and that is better
 * than failed; of failed runs, the share passed.
 */
export const finalTests: Criterion = {
  key: "final-tests",
  title: "Tests after the last edit",
  sections: ["verification", "finalState"],
  mark({ evidence }) {
    const run = findFinalTestRun(evidence);
    if (!run) return markEarlierRun(evidence);
    const where = `at step ${run.step}, ${describeLastEdit(evidence)}`;
    switch (run.outcome) {
      case "passed":
        return { value: 1, figure: `its last test run passed ${where}`, steps: [run.step] };
      case "failed":
        return {
          value: MOST_FOR_FAILED * sharePassed(run),
          figure: `${describeFailures(run.failed)} ${where}`,
          steps: [run.step],
        };
      case "unknown":
        return {
          value: 0.5,
          figure: `its last test run ${where}, has no readable result`,
          steps: [run.step],
        };
    }
  },
};

function markEarlierRun(evidence: Evidence): Mark {
  const run = evidence.tests.findLast(
    ({ step, action, outcome }) =>
      outcome !== "unknown" && !evidence.edits.some((edit) => sawTry(edit, step, action)),
  );
  const figure = `no test run ${describeLastEdit(evidence)}`;
  if (!run) return { value: 0.5, figure, steps: [] };
  return {
    value: EARLIER[run.outcome],
    figure: `${figure}; the one before it (step ${run.step}) ${run.outcome}`,
    steps: [run.step],
  };
}

function sharePassed({ passed, failed }: TestRunEvidence): number {
  const all = (passed ?? 0) + (failed ?? 0);
  return all === 0 ? 0 : (passed ?? 0) / all;
}

function describeFailures(failed: number | null): string {
  return failed === null ? "its last test run failed" : `${countOf(failed, "test")} failed`;
}

/**
 * Failing behaviour that was shown, and is gone: tests that failed and now pass, and own checks (the same command) that
 * failed and now run through. What fails on the final state was left. Commands that only keep house are no checks.
 */
export const reproduction: Criterion = {
  key: "reproduction",
  title: "Failures seen and fixed",
  sections: ["explored", "commands", "errors", "verification"],
  mark({ evidence }) {
    const found = [...findTestTurn(evidence), ...findCommandTurns(evidence)];
    const fixed = found.filter((turn) => turn.isFixed).map((turn) => turn.step);
    const left = found.filter((turn) => !turn.isFixed).map((turn) => turn.step);
    return {
      value: found.length === 0 ? 0.5 : fixed.length / found.length,
      figure: describe(fixed, left),
      steps: [...fixed, ...left],
    };
  },
};

interface Turn {
  isFixed: boolean;
  /** Where the last run stands. */
  step: number;
}

/** The runs of tests together are one check; those of changes that were taken back are left out. */
function findTestTurn(evidence: Evidence): Turn[] {
  const runs = evidence.tests.filter(
    (run) => run.outcome !== "unknown" && !evidence.edits.some((edit) => sawTry(edit, run.step, run.action)),
  );
  const last = runs.at(-1);
  if (last === undefined || !runs.some((run) => run.outcome === "failed")) return [];
  if (last.outcome === "passed") return [{ isFixed: true, step: last.step }];
  return isAfterLastEdit(evidence, last.step, last.action) ? [{ isFixed: false, step: last.step }] : [];
}

function findCommandTurns(evidence: Evidence): Turn[] {
  const checks = evidence.commands.filter((run) => run.runsProgram && !isTestRun(evidence, run));
  const groups = Map.groupBy(checks, (run) => evenOut(run.command));
  return [...groups.values()].flatMap((runs): Turn[] => {
    const last = runs.at(-1);
    if (last === undefined || !runs.some((run) => run.outcome === "failed")) return [];
    if (last.outcome === "ok") return [{ isFixed: true, step: last.step }];
    const isLeft = last.outcome === "failed" && isAfterLastEdit(evidence, last.step, last.action);
    return isLeft ? [{ isFixed: false, step: last.step }] : [];
  });
}

function describe(fixed: readonly number[], left: readonly number[]): string {
  if (fixed.length + left.length === 0) return "no check was seen to fail and then to pass";
  const last = fixed.at(-1);
  const example = last === undefined ? "" : ` (the last at step ${last})`;
  const passing = `${countOf(fixed.length, "check")} that failed passed later${example}`;
  return left.length === 0 ? passing : `${passing}, ${left.length} still failed at the end`;
}
