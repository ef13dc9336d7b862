// How long it took. Rollouts that pass take fewer steps than those that fail in 15 of the 16 columns of the paper's
// table 4: who has to search for long is less often right. A weak sign, so it stands last.
import { countOf, type Criterion } from "@/lib/engine/judges/checklist/criterion";

/** The fewest steps among those shown, over its own. */
export const effort: Criterion = {
  key: "effort",
  title: "Steps taken",
  sections: ["finalState"],
  mark({ evidence }, shown) {
    const fewest = Math.min(...shown.map((other) => other.evidence.agentSteps));
    return {
      value: evidence.agentSteps === 0 ? null : fewest / evidence.agentSteps,
      figure: countOf(evidence.agentSteps, "step"),
      steps: [],
    };
  },
};
