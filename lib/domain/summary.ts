// The structured summary of one rollout (paper, section 2.2): sections of claims, each citing steps.
// What was observed and what the agent claimed are different things and stay apart.
import { z } from "zod";

export const summarySectionKeys = [
  "task",
  "explored",
  "approach",
  "changes",
  "commands",
  "errors",
  "verification",
  "finalState",
  "claims",
  "coverage",
] as const;
export const summarySectionKeySchema = z.enum(summarySectionKeys);
export type SummarySectionKey = z.infer<typeof summarySectionKeySchema>;

/** Section titles as a reader sees them. */
export const summarySectionTitles: Record<SummarySectionKey, string> = {
  task: "Task",
  explored: "Explored",
  approach: "Approach and hypotheses",
  changes: "Changes",
  commands: "Commands",
  errors: "Errors",
  verification: "Verification",
  finalState: "Final state",
  claims: "What the agent claims",
  coverage: "Coverage",
};

export const claimSchema = z.object({
  /** Unique within the summary and stable for the same input: "verification-2". */
  id: z.string(),
  text: z.string(),
  /** "observed": read off the environment's replies; "claimed": the agent's own words. */
  basis: z.enum(["observed", "claimed"]),
  /** The steps it rests on, by number; empty for a claim about absence. */
  steps: z.array(z.number().int().positive()),
  /** Verbatim pieces of those steps. */
  quotes: z.array(z.object({ step: z.number().int().positive(), text: z.string() })),
});
export type Claim = z.infer<typeof claimSchema>;

export const summarySchema = z.object({
  /** "rules" for the extractive summary, else the model's name. */
  author: z.string(),
  sections: z.array(z.object({ key: summarySectionKeySchema, claims: z.array(claimSchema) })),
});
export type Summary = z.infer<typeof summarySchema>;

/** Raised when the extractive summariser changes its output for the same evidence. */
export const SUMMARY_VERSION = 7;

/** All claims of a summary in reading order. */
export function listClaims(summary: Summary): Claim[] {
  return summary.sections.flatMap((section) => section.claims);
}
