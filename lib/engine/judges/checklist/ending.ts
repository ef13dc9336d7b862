// Did it come to an end of its own? A rollout that was cut off had not done what it meant to do.
import type { Evidence } from "@/lib/domain/evidence";
import type { Criterion } from "@/lib/engine/judges/checklist/criterion";

const WORTH: Record<Evidence["ending"], number> = { submitted: 1, unknown: 0.5, "cut-off": 0 };
const FIGURES: Record<Evidence["ending"], string> = {
  submitted: "it handed in its work or declared it done",
  unknown: "its log does not tell how it ended",
  "cut-off": "it stopped before it was done",
};

export const ending: Criterion = {
  key: "ending",
  title: "Came to its end",
  sections: ["finalState"],
  mark({ evidence }) {
    const step = evidence.submissionStep;
    return {
      value: WORTH[evidence.ending],
      figure: FIGURES[evidence.ending],
      steps: step === null ? [] : [step],
    };
  },
};
