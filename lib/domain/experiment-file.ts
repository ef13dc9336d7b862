// An experiment as a file: experiment.json beside its trials' folders. It says how the trials hang together; what
// each of them did stands in its own files.
import { z } from "zod";
import { experimentSettingsSchema, taskReferenceSchema } from "@/lib/domain/experiment";
import { decisionSchema, tournamentSettingsSchema, voteSchema } from "@/lib/domain/tournament";

export const EXPERIMENT_FILE = "experiment.json";

const time = z.number().int().nullable();
const status = z.enum(["queued", "running", "finished", "failed", "cancelled"]);

const attemptSchema = z.object({
  iteration: z.number().int(),
  index: z.number().int(),
  status,
  rollout: z.string().nullable(),
  context: z.string().nullable(),
  error: z.string().nullable(),
  startedAt: time,
  finishedAt: time,
});

const tournamentSchema = z.object({
  id: z.string(),
  iteration: z.number().int(),
  settings: tournamentSettingsSchema,
  status,
  champion: z.string().nullable(),
  survivors: z.array(z.string()).nullable(),
  startedAt: time,
  finishedAt: time,
  candidates: z.array(z.string()),
  groups: z.array(
    z.object({
      round: z.number().int(),
      position: z.number().int(),
      candidates: z.array(z.string()),
      winner: z.string().nullable(),
      decision: decisionSchema.nullable(),
      tie: z.boolean(),
      votes: z.array(voteSchema),
    }),
  ),
});

const runSchema = z.object({
  id: z.string(),
  position: z.number().int(),
  task: z.string(),
  source: taskReferenceSchema,
  checksum: z.string().nullable(),
  status,
  error: z.string().nullable(),
  champion: z.string().nullable(),
  startedAt: time,
  finishedAt: time,
  attempts: z.array(attemptSchema),
  contexts: z.array(
    z.object({ id: z.string(), iteration: z.number().int(), parents: z.array(z.string()), text: z.string() }),
  ),
  tournaments: z.array(tournamentSchema),
});

export const experimentFileSchema = z.object({
  format: z.literal("playoff-experiment"),
  version: z.literal(1),
  id: z.string().min(1),
  title: z.string(),
  /** The command that made it. */
  command: z.string(),
  settings: experimentSettingsSchema,
  sandbox: z.string().nullable(),
  status,
  note: z.string().nullable(),
  error: z.string().nullable(),
  createdAt: z.number().int(),
  startedAt: time,
  finishedAt: time,
  workedMs: z.number().int(),
  /** Each rollout's id here, its log (relative to this file), and what its hidden tests said. */
  rollouts: z.array(
    z.object({
      id: z.string(),
      log: z.string(),
      verification: z
        .object({
          resolved: z.boolean().nullable(),
          reward: z.number().nullable(),
          exitCode: z.number().nullable(),
          output: z.string(),
          durationMs: z.number(),
          note: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
  runs: z.array(runSchema),
});
export type ExperimentFile = z.infer<typeof experimentFileSchema>;
