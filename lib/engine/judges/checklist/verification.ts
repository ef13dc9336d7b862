// How good the checking was: real tests on the final state, and how much they say.
import type { Evidence } from "@/lib/domain/evidence";
import { countOf, type Criterion, type Mark } from "@/lib/engine/judges/checklist/criterion";
import {
  describeLastEdit,
  findFinalTestRun,
  isAfterLastEdit,
  isExecution,
} from "@/lib/engine/judges/checklist/facts";

/** Real tests on the final state, then other commands that ran on it, then tests run too early, then nothing. */
export const validity: Criterion = {
  key: "validity",
  title: "Validity of the verification",
  sections: ["verification"],
  mark({ evidence }) {
    const run = findFinalTestRun(evidence);
    if (run && run.outcome !== "unknown") {
      return {
        value: 1,
        figure: `a real test run (${run.runner}) ${describeLastEdit(evidence)}`,
        steps: [run.step],
      };
    }
    return markWithoutFinalTests(evidence);
  },
};

function markWithoutFinalTests(evidence: Evidence): Mark {
  const check = evidence.commands.findLast(
    (command) => command.outcome === "ok" && isExecution(command.command) && isLater(evidence, command.step),
  );
  const early = evidence.tests.findLast((run) => run.outcome !== "unknown");
  if (check) {
    return {
      value: 0.5,
      figure: `no test run, but a script that ran through at step ${check.step}, ${describeLastEdit(evidence)}`,
      steps: [check.step],
    };
  }
  if (early) {
    return {
      value: 0.25,
      figure: `tests only before its last edit (step ${early.step})`,
      steps: [early.step],
    };
  }
  return { value: 0, figure: `nothing was run to check it ${describeLastEdit(evidence)}`, steps: [] };
}

function isLater(evidence: Evidence, step: number): boolean {
  return isAfterLastEdit(evidence, step) && step !== evidence.lastEditStep;
}

/**
 * The share of tests passed in the last run with counts, by the rule of succession, (passed + 1) / (run + 2): 40
 * of 40 says more than 1 of 1.
 */
export const testResults: Criterion = {
  key: "test-results",
  title: "Test results",
  sections: ["verification"],
  mark({ evidence }) {
    const counted = evidence.tests.filter((known) => known.passed !== null || known.failed !== null);
    const run = counted.findLast((known) => isAfterLastEdit(evidence, known.step)) ?? counted.at(-1);
    if (!run) return { value: null, figure: "no test counts", steps: [] };
    if (run.outcome === "failed" && run.failed === null)
      return { value: null, figure: "failed, without counts", steps: [run.step] };
    const passed = run.passed ?? 0; // runners leave a count out when it is zero
    const all = passed + (run.failed ?? 0);
    if (all === 0) return { value: null, figure: `no test was run at step ${run.step}`, steps: [run.step] };
    return {
      value: (passed + 1) / (all + 2),
      figure: `${passed} of ${countOf(all, "test")} passed at step ${run.step}`,
      steps: [run.step],
    };
  },
};
