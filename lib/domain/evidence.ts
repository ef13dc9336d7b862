// Evidence: what a rule can read off the steps, without a model. Every item names its step.
import { z } from "zod";

const stepNumber = z.number().int().positive();

export const commandEvidenceSchema = z.object({
  step: stepNumber,
  /** Position in the step's actions. */
  action: z.number().int(),
  command: z.string(),
  /** It runs a program, after what it edits itself, as against looking at files and keeping house (heuristic). */
  runsProgram: z.boolean(),
  exitCode: z.number().int().nullable(),
  /** From the exit code, or from the output where there is no code; "unanswered": no observation. */
  outcome: z.enum(["ok", "failed", "unknown", "unanswered"]),
  /** A short, verbatim piece of the output that says most, or "". */
  gist: z.string(),
});

export const fileEvidenceSchema = z.object({ step: stepNumber, path: z.string() });

export const editEvidenceSchema = z.object({
  step: stepNumber,
  /** Position in the step's actions. */
  action: z.number().int(),
  path: z.string(),
  /** "revert": it takes earlier changes of the file back. */
  kind: z.enum(["create", "edit", "delete", "revert"]),
  /** False when the tool reported that the edit did not happen. */
  applied: z.boolean().nullable(),
  /**
   * The change as the step shows it, verbatim: a piece of a diff, the old and the new text, a sed expression, the text
   * written. [] when the step does not show it, or it is long.
   */
  change: z.array(z.string()),
  /** The step that took it back, or null: it lasts. */
  undone: stepNumber.nullable(),
  /** Position of what took it back in that step's actions. */
  undoneAction: z.number().int().nullable(),
});

export const testRunEvidenceSchema = z.object({
  step: stepNumber,
  action: z.number().int(),
  /** "pytest", "node:test", "jest", … */
  runner: z.string(),
  passed: z.number().int().nullable(),
  failed: z.number().int().nullable(),
  skipped: z.number().int().nullable(),
  outcome: z.enum(["passed", "failed", "unknown"]),
  /** The runner's result line, verbatim. */
  line: z.string(),
  failedTests: z.array(z.string()),
});

export const errorEvidenceSchema = z.object({
  step: stepNumber,
  kind: z.enum(["traceback", "exception", "missing-command", "missing-file", "timeout", "format", "other"]),
  /** Verbatim, one line. */
  message: z.string(),
});

export const agentClaimSchema = z.object({
  step: stepNumber,
  kind: z.enum(["completion", "uncertainty", "verification"]),
  /** Verbatim sentence of the agent. */
  quote: z.string(),
});

export const patchFileSchema = z.object({
  path: z.string(),
  added: z.number().int(),
  removed: z.number().int(),
});

export const graderAccessSchema = z.object({ step: stepNumber, path: z.string() });

export const evidenceSchema = z.object({
  commands: z.array(commandEvidenceSchema),
  reads: z.array(fileEvidenceSchema),
  edits: z.array(editEvidenceSchema),
  tests: z.array(testRunEvidenceSchema),
  errors: z.array(errorEvidenceSchema),
  claims: z.array(agentClaimSchema),
  graderAccess: z.array(graderAccessSchema),
  patch: z.object({ files: z.array(patchFileSchema) }).nullable(),
  /**
   * The step of the last applied edit of a file of the final patch (of any file when there is no patch); null
   * when nothing was edited, or when no recognised edit explains the patch.
   */
  lastEditStep: stepNumber.nullable(),
  /** The step that submitted or declared the task done, or null. */
  submissionStep: stepNumber.nullable(),
  /**
   * How it stopped, by the log's word for it and by the submission: "cut-off" at a limit, by an error or for want of
   * ideas; "unknown" when neither tells.
   */
  ending: z.enum(["submitted", "cut-off", "unknown"]),
  /** Agent steps of its own (copied context left out). */
  agentSteps: z.number().int(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
export type CommandEvidence = z.infer<typeof commandEvidenceSchema>;
export type EditEvidence = z.infer<typeof editEvidenceSchema>;
export type TestRunEvidence = z.infer<typeof testRunEvidenceSchema>;
export type ErrorEvidence = z.infer<typeof errorEvidenceSchema>;
export type AgentClaim = z.infer<typeof agentClaimSchema>;
export type PatchFile = z.infer<typeof patchFileSchema>;

/** Raised when the extraction rules change, so that stored evidence is known to be of an older kind. */
export const EVIDENCE_VERSION = 5;
