// How good the checking was: real tests on the final state, and how much they say.
import type { Evidence } from "@/lib/domain/evidence";
import { listTestChecks, type TestCheck } from "@/lib/engine/summarise/checks";
import { countOf, type Criterion, type Mark } from "@/lib/engine/judges/checklist/criterion";
import { describeLastEdit, isAfterLastEdit } from "@/lib/engine/judges/checklist/facts";

/**
 * Everything that the project tests, on the final state; then some of its tests; then tests that the agent wrote itself,
 * which prove what it believes; then other commands that ran, tests run too early, and nothing.
 */
export const validity: Criterion = {
  key: "validity",
  title: "Validity of the verification",
  sections: ["verification"],
  mark({ evidence }) {
    const final = listTestChecks(evidence).filter(
      ({ run }) => run.outcome !== "unknown" && isAfterLastEdit(evidence, run.step, run.action),
    );
    const best = final.toSorted(
      (one, other) => worthOf(other) - worthOf(one) || other.run.step - one.run.step,
    )[0];
    if (best === undefined) return markWithoutFinalTests(evidence);
    return {
      value: worthOf(best),
      figure: `a real test run (${best.run.runner}${scopeOf(best)}) ${describeLastEdit(evidence)}`,
      steps: [best.run.step],
    };
  },
};

function worthOf({ whole, own }: TestCheck): number {
  if (whole) return 1;
  return own ? 0.7 : 0.85;
}

function scopeOf({ whole, own }: TestCheck): string {
  if (whole) return ", whole suite";
  return own ? ", tests of its own" : ", some of the tests";
}

function markWithoutFinalTests(evidence: Evidence): Mark {
  const check = evidence.commands.findLast(
    (command) =>
      command.outcome === "ok" &&
      command.runsProgram &&
      isAfterLastEdit(evidence, command.step, command.action),
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

/**
 * The share of tests passed in the last run with counts. How many they are is no point: they count for as much as they
 * cover, and that a number does not tell.
 */
export const testResults: Criterion = {
  key: "test-results",
  title: "Test results",
  sections: ["verification", "finalState"],
  mark({ evidence }) {
    const counted = evidence.tests.filter((known) => known.passed !== null || known.failed !== null);
    const isFinal = (run: { step: number; action: number }) =>
      isAfterLastEdit(evidence, run.step, run.action);
    const run = counted.findLast(isFinal) ?? counted.at(-1);
    if (!run) return { value: null, figure: "no test counts", steps: [] };
    if (run.outcome === "failed" && run.failed === null)
      return { value: null, figure: "failed, without counts", steps: [run.step] };
    const passed = run.passed ?? 0; // runners leave a count out when it is zero
    const all = passed + (run.failed ?? 0);
    if (all === 0) return { value: null, figure: `no test was run at step ${run.step}`, steps: [run.step] };
    return {
      value: passed / all,
      figure: `${passed} of ${countOf(all, "test")} passed at step ${run.step}`,
      steps: [run.step],
    };
  },
};
