import { listAttempts } from "@/db/queries/experiments";
import type { RunDesk } from "@/lib/worker/experiment/desk";

/** Why a run ended without a champion, in a sentence. */
export function whyNoRollout({ db, run, budget }: RunDesk): string {
  const failed = listAttempts(db, run.id).filter((attempt) => attempt.status === "failed");
  const reason = failed.find((attempt) => attempt.error !== null)?.error ?? budget.refusal();
  if (failed.length === 0) return `No rollout was made. ${reason ?? ""}`.trim();
  return `None of ${failed.length} rollouts came to an end. The first: ${reason ?? "no reason was noted."}`;
}
