// Whether what the task itself gives as examples holds: the clearest requirements there are, and the ones that a suite
// of given tests may leave out.
import { listExampleChecks, type ExampleCheck } from "@/lib/engine/summarise/examples";
import { countOf, type Criterion } from "@/lib/engine/judges/checklist/criterion";

/** What an example is worth by its last run on the final state: not run is better than failed. */
const WORTH: Record<ExampleCheck["state"], number> = { held: 1, ran: 0.7, "not run": 0.5, failed: 0 };

/** The mean over the statement's examples. */
export const statedExamples: Criterion = {
  key: "stated-examples",
  title: "The task's own examples",
  sections: ["verification", "finalState", "commands"],
  mark({ evidence }, _shown, statement) {
    const checks = listExampleChecks(evidence, statement);
    if (checks.length === 0) return { value: null, figure: "the task gives no examples in code", steps: [] };
    const count = (state: ExampleCheck["state"]) => checks.filter((check) => check.state === state).length;
    const failed = count("failed") === 0 ? "" : `, ${count("failed")} in a check that failed`;
    return {
      value: checks.reduce((sum, { state }) => sum + WORTH[state], 0) / checks.length,
      figure: `it ran ${checks.length - count("not run")} of ${countOf(checks.length, "example")} of the task on its final state${failed}`,
      steps: [...new Set(checks.flatMap(({ step }) => step ?? []))].slice(-3),
    };
  },
};
