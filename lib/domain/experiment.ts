// Experiments (paper, sections 2.3 to 2.5): one run per task; iterations of rollouts, summaries and tournaments.
import { z } from "zod";

function wholeNumber(least: number, most: number) {
  return z
    .number("must be a whole number")
    .int("must be a whole number")
    .min(least, `must be ${least} or more`)
    .max(most, `must be ${most} or less`);
}

/**
 * What the rollouts of an iteration are given of the one before (paper, section 2.4): nothing; each its own
 * predecessor; K drawn for each; the K survivors of the tournament.
 */
export const variantSchema = z.enum(
  ["none", "single", "random-k", "select-k"],
  "must be none, single, random-k or select-k",
);
export type Variant = z.infer<typeof variantSchema>;

/** What an experiment may use at most; null: no cap. */
export const capsSchema = z.object({
  /** Over all runs and iterations. */
  rollouts: wholeNumber(1, 1_000_000).nullable(),
  /** Agent steps of one rollout. */
  steps: wholeNumber(4, 10_000),
  /** Wall time, from the first start. */
  minutes: z.number("must be a number").positive("must be more than 0").nullable(),
});
export type Caps = z.infer<typeof capsSchema>;

export const experimentSettingsSchema = z
  .object({
    agent: z.enum(["repair"], "must be repair, the only agent there is"),
    judge: z.enum(["rules"], "must be rules, the only judge there is"),
    summarizer: z.enum(["rules"], "must be rules, the only summarizer there is"),
    /** Rollouts per iteration, N. */
    rollouts: wholeNumber(1, 256),
    /** T. */
    iterations: wholeNumber(1, 8),
    /** Summaries given to a refined rollout, K. */
    keep: wholeNumber(1, 64),
    /** Candidates per group, G. */
    groupSize: wholeNumber(2, 64),
    /** Votes per group, V. */
    votes: wholeNumber(1, 64),
    curtail: z.boolean("must be true or false"),
    variant: variantSchema,
    seed: wholeNumber(0, Number.MAX_SAFE_INTEGER),
    caps: capsSchema,
    /** Rollouts at a time; null: one per processor core. */
    concurrency: wholeNumber(1, 256).nullable(),
    /** Run commands without isolation: an explicit choice, named unsafe on screen. */
    unsafe: z.boolean("must be true or false"),
  })
  .refine(({ variant, iterations }) => variant !== "none" || iterations === 1, {
    path: ["variant"],
    message: "none means independent rollouts only: use it with one iteration",
  })
  .refine(
    ({ variant, iterations, keep, rollouts }) => iterations === 1 || variant === "single" || keep <= rollouts,
    {
      path: ["keep"],
      message: "must not be more than the rollouts of an iteration",
    },
  );
export type ExperimentSettings = z.infer<typeof experimentSettingsSchema>;

/** The paper's main setting (section 2.1): N=16, T=2, K=4, G=2, V=8. */
export const paperSettings: ExperimentSettings = {
  agent: "repair",
  judge: "rules",
  summarizer: "rules",
  rollouts: 16,
  iterations: 2,
  keep: 4,
  groupSize: 2,
  votes: 8,
  curtail: true,
  variant: "select-k",
  seed: 0,
  caps: { rollouts: null, steps: 40, minutes: null },
  concurrency: null,
  unsafe: false,
};

/** Named settings. "tournament-only" plays existing rollouts of a task and launches none. */
export const presets = {
  paper: paperSettings,
  quick: { ...paperSettings, rollouts: 4, keep: 2, votes: 3 },
  "tournament-only": { ...paperSettings, iterations: 1, variant: "none" },
} as const satisfies Record<string, ExperimentSettings>;
export type Preset = keyof typeof presets;

/** K summaries given to a rollout, and the exact text that was sent. */
export interface RefinementContext {
  /** Rollout ids in the order shown. */
  parents: string[];
  text: string;
}

/** Where a rollout stands in its run. */
export interface RolloutKey {
  iteration: number;
  /** 0 to N - 1. */
  index: number;
}

/** Where an experiment came from: made here, or read from the files of an export. */
export type ExperimentOrigin = "run" | "export";

/** Rollouts that are there already and play without launching any. */
export const givenTaskSchema = z.strictObject({
  rollouts: z.array(z.string("must name rollouts"), "must name rollouts").min(1, "must name rollouts"),
});

/**
 * The task of a run: a task folder in Harbor's format, or any folder or git repository with a prompt and perhaps a
 * command that runs its tests; or rollouts that are there already.
 */
export const taskReferenceSchema = z.union([
  z.strictObject({
    /** Absolute. */
    path: z.string(),
    prompt: z.string().optional(),
    test: z.string().optional(),
  }),
  givenTaskSchema,
]);
export type TaskReference = z.infer<typeof taskReferenceSchema>;

/** How much an experiment was expected to take before it began. */
export interface Estimate {
  rollouts: number;
  /** At most: curtailment spares some. */
  votes: number;
  minutes: number | null;
  /** What the minutes rest on, in one sentence. */
  basis: string;
  /** Sentences on what of the tasks is left out or done otherwise; absent when nothing is. */
  notes?: readonly string[];
}
