// How a place of a population is told: by a sign, a tone and words.
import type { AttemptView } from "@/lib/domain/experiment-views";
import { describeOutcome } from "@/lib/domain/outcome";
import { countOf } from "@/lib/utils/format";

export type AttemptTone = "good" | "bad" | "unknown" | "live" | "waiting" | "failed";

export interface AttemptLook {
  tone: AttemptTone;
  /** "resolved", "running, step 5". */
  label: string;
}

/** What has become of a place: the verdict once it is made, else how far it is. */
export function describePlace(attempt: AttemptView): AttemptLook {
  if (attempt.rolloutId !== null) return describeOutcome(attempt.resolved);
  switch (attempt.status) {
    case "running":
      return { tone: "live", label: `running, ${countOf(attempt.steps, "step")} so far` };
    case "failed":
      return { tone: "failed", label: `failed: ${attempt.error ?? "no reason was noted"}` };
    case "cancelled":
      return { tone: "waiting", label: "left out" };
    case "queued":
    case "finished":
      return { tone: "waiting", label: "not begun" };
  }
}

/** Classes of the tones, as a cell's background and sign. */
export const placeColors: Record<AttemptTone, string> = {
  good: "bg-resolved-soft text-resolved",
  bad: "bg-unresolved-soft text-unresolved",
  unknown: "bg-unknown-soft text-unknown",
  live: "bg-primary-soft text-primary",
  waiting: "border border-dashed border-border-strong text-muted-foreground",
  failed: "bg-warning-soft text-warning",
};
