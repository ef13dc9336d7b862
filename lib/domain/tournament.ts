// Recursive Tournament Voting (paper, sections 2.3 and 2.7): the nouns of a bracket.
import { z } from "zod";

/** A whole number within limits; what is wrong is said so that it can follow the setting's name. */
function wholeNumber(least: number, most?: number) {
  const number = z
    .number("must be a whole number")
    .int("must be a whole number")
    .min(least, `must be ${least} or more`);
  return most === undefined ? number : number.max(most, `must be ${most} or less`);
}

export const tournamentSettingsSchema = z
  .object({
    judge: z.enum(["rules"], "must be rules, the only judge there is"),
    /** Candidates per group, G. A larger G than the population gives one group of all. */
    groupSize: wholeNumber(2, 64),
    /** Votes per group, V. */
    votes: wholeNumber(1, 64),
    seed: wholeNumber(0),
    /** Survivors to stop at, K. */
    keep: wholeNumber(1),
    /** Stop a group's voting when the rest cannot change its winner. Never changes the winner. */
    curtail: z.boolean(),
    /** Who meets whom: drawn by seed, or groups of neighbours in the order given (the paper to the letter). */
    order: z.enum(["shuffled", "given"], "must be shuffled or given").default("shuffled"),
    /**
     * Stop a group's voting as soon as its leader is ahead with a probability above 1 - alpha (paper, section 6.4).
     * Saves votes, and may change winners. Null: off.
     */
    adaptive: z
      .number("must be a number")
      .gt(0, "must be more than 0")
      .max(0.5, "must be 0.5 or less")
      .nullable()
      .default(null),
    /** Candidates of a group with the same patch stand for each other: no votes between them. */
    mergeIdentical: z.boolean().default(false),
    /** Votes of V that must name a candidate for votes to decide a group; with fewer a seeded coin does. */
    quorum: wholeNumber(1, 64).default(1),
  })
  .refine(({ quorum, votes }) => quorum <= votes, {
    path: ["quorum"],
    message: "must not be more than the votes of a group",
  });
export type TournamentSettings = z.infer<typeof tournamentSettingsSchema>;

/** The paper's main setting (section 2.1), with curtailment on. */
export const defaultTournamentSettings: TournamentSettings = {
  judge: "rules",
  groupSize: 2,
  votes: 8,
  seed: 0,
  keep: 1,
  curtail: true,
  order: "shuffled",
  adaptive: null,
  mergeIdentical: false,
  quorum: 1,
};

/** The judge's verdict on one point of its checklist. */
export const criterionVerdictSchema = z.object({
  key: z.string(),
  title: z.string(),
  /** The candidate that is better on this point (a rollout id), or null when none is. */
  favours: z.string().nullable(),
  /** What was compared, in one sentence. */
  note: z.string(),
  /** How much this point counted in this vote; null when the judge gives no weight. */
  weight: z.number().nullable(),
  /** The claims it rests on. */
  claims: z.array(z.object({ candidate: z.string(), claim: z.string() })),
});
export type CriterionVerdict = z.infer<typeof criterionVerdictSchema>;

export const voteSchema = z.object({
  /** 0 … within its group; votes beyond V were cast to break a tie. */
  index: z.number().int().nonnegative(),
  /** The candidates in the order the judge saw them. */
  order: z.array(z.string()),
  /** The chosen candidate, or null for an abstention. */
  choice: z.string().nullable(),
  rationale: z.string(),
  criteria: z.array(criterionVerdictSchema),
  judge: z.string(),
  /** The judge's reply as it came; null for a judge that does not reply in text. */
  raw: z.string().nullable(),
  costUsd: z.number().nullable(),
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  latencyMs: z.number().nullable(),
});
export type Vote = z.infer<typeof voteSchema>;

/**
 * How a group was decided: alone in its group; only one candidate had a result to judge; all had the same patch;
 * by votes (all of them, curtailed, or stopped when the leader was safely ahead); by extra votes after a tie; by a
 * seeded coin after those were tied too, or when too few votes named anybody.
 */
export const decisionSchema = z.enum([
  "bye",
  "no-contest",
  "identical",
  "votes",
  "curtailed",
  "adaptive",
  "extra-votes",
  "coin",
]);
export type Decision = z.infer<typeof decisionSchema>;

export const tournamentGroupSchema = z.object({
  round: z.number().int().nonnegative(),
  /** Position within its round, from 0. */
  position: z.number().int().nonnegative(),
  candidates: z.array(z.string()).min(1),
  /** Null while the group is being voted on. */
  winner: z.string().nullable(),
  decision: decisionSchema.nullable(),
  /** The first V votes ended level. */
  tie: z.boolean(),
  votes: z.array(voteSchema),
});
export type TournamentGroup = z.infer<typeof tournamentGroupSchema>;

/** What the engine reports while a tournament is played. */
export type TournamentEvent =
  | { kind: "round-started"; round: number; groups: string[][] }
  | { kind: "vote-cast"; round: number; position: number; vote: Vote }
  | {
      kind: "group-decided";
      round: number;
      position: number;
      candidates: string[];
      winner: string;
      decision: Decision;
      tie: boolean;
    }
  | { kind: "round-finished"; round: number; survivors: string[] }
  | { kind: "tournament-finished"; champion: string | null; survivors: string[] };

/** Votes per candidate of a group, in the group's order; abstentions apart. */
export function tallyVotes(group: Pick<TournamentGroup, "candidates" | "votes">): {
  counts: { candidate: string; votes: number }[];
  abstained: number;
} {
  const counts = group.candidates.map((candidate) => ({
    candidate,
    votes: group.votes.filter((vote) => vote.choice === candidate).length,
  }));
  return { counts, abstained: group.votes.filter((vote) => vote.choice === null).length };
}
