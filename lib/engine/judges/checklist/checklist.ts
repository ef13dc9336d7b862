// The rule-based judge's checklist in the paper's stated priority (section 2.3): disqualification, correctness,
// completeness, validity of verification, test results, scope, execution evidence, what the agent claims.
import type { Criterion } from "@/lib/engine/judges/checklist/criterion";
import { candour } from "@/lib/engine/judges/checklist/candour";
import { completeness } from "@/lib/engine/judges/checklist/completeness";
import { finalTests, reproduction } from "@/lib/engine/judges/checklist/correctness";
import { disqualification } from "@/lib/engine/judges/checklist/disqualification";
import { deletions } from "@/lib/engine/judges/checklist/deletions";
import { effort } from "@/lib/engine/judges/checklist/effort";
import { ending } from "@/lib/engine/judges/checklist/ending";
import { execution, openErrors } from "@/lib/engine/judges/checklist/execution";
import { scope } from "@/lib/engine/judges/checklist/scope";
import { statedExamples } from "@/lib/engine/judges/checklist/stated-examples";
import { testResults, validity } from "@/lib/engine/judges/checklist/verification";

/** Decides before all others: it outweighs them together. */
export const decisiveCriterion: Criterion = disqualification;

/** The points that are weighed, most important first. */
export const weighedCriteria: readonly Criterion[] = [
  ending,
  finalTests,
  statedExamples,
  deletions,
  reproduction,
  completeness,
  validity,
  testResults,
  scope,
  openErrors,
  execution,
  candour,
  effort,
];
