// Evidence by rule (paper, section 2.2, without a model): what can be read off the steps, each item with its
// step. Deterministic; linear in the size of the trajectory, of which long outputs are read at both ends only.
import { listClaims } from "@/lib/engine/evidence/claims";
import { listCommands } from "@/lib/engine/evidence/commands";
import { findLastEdit, listEdits } from "@/lib/engine/evidence/edits";
import { listErrors } from "@/lib/engine/evidence/errors";
import { listExchanges } from "@/lib/engine/evidence/exchanges";
import { listGraderAccess } from "@/lib/engine/evidence/grader-access";
import { readFinalPatch } from "@/lib/engine/evidence/patch";
import { listReads } from "@/lib/engine/evidence/reads";
import { findSubmission, readEnding } from "@/lib/engine/evidence/submission";
import { listTestRuns } from "@/lib/engine/evidence/test-runs";
import type { Evidence } from "@/lib/domain/evidence";
import type { Step } from "@/lib/domain/trajectory";

/** What extraction needs of a rollout. The verdict is not among it. */
export interface Trajectory {
  steps: readonly Step[];
  patch: string | null;
  /** How the agent stopped, in the log's words. It is no verdict and no evidence of success. */
  exitStatus: string | null;
}

/** Everything that the rules can read off a trajectory. Copied context is left out. Never throws on odd data. */
export function extractEvidence(trajectory: Trajectory): Evidence {
  const { steps } = trajectory;
  const exchanges = listExchanges(steps);
  const commands = listCommands(exchanges);
  const edits = listEdits(exchanges);
  const tests = listTestRuns(exchanges);
  const reads = listReads(exchanges);
  const submissionStep = findSubmission(steps, exchanges);
  const patch = readFinalPatch(trajectory.patch, exchanges, edits, reads);
  return {
    commands,
    reads,
    edits,
    tests,
    errors: listErrors(steps, exchanges, commands, tests),
    claims: listClaims(steps),
    graderAccess: listGraderAccess(exchanges),
    patch,
    lastEditStep: findLastEdit(edits, patch?.files ?? null),
    submissionStep,
    ending: readEnding(trajectory.exitStatus, submissionStep),
    agentSteps: steps.filter((step) => step.kind === "agent" && !step.copied).length,
  };
}
