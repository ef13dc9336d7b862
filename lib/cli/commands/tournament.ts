// Plays a tournament in this process, so that the answer is there when the command ends.
import type { Db } from "@/db/client";
import { takeLease } from "@/db/queries/leases";
import { listRollouts } from "@/db/queries/rollouts";
import { getTournament, insertTournament } from "@/db/queries/tournaments";
import type { TaskRow } from "@/db/schema";
import type { TournamentView } from "@/lib/domain/views";
import { describeScore, explainChampion, groupByRound } from "@/lib/domain/bracket";
import {
  defaultTournamentSettings,
  tournamentSettingsSchema,
  type TournamentGroup,
  type TournamentSettings,
} from "@/lib/domain/tournament";
import {
  CommandError,
  onlyArgument,
  readArguments,
  UsageError,
  type Command,
  type CommandContext,
} from "@/lib/cli/command";
import { findOneTask } from "@/lib/cli/find";
import { writeJson } from "@/lib/cli/output";
import { withDatabase } from "@/lib/cli/with-database";
import { newId } from "@/lib/server/ids";
import { invariant } from "@/lib/utils/invariant";
import { holdLease } from "@/lib/worker/lease";
import { createOwner } from "@/lib/worker/owner";
import { playTournament } from "@/lib/worker/play-tournament";

const options = {
  judge: { type: "string" },
  group: { type: "string" },
  votes: { type: "string" },
  seed: { type: "string" },
  keep: { type: "string" },
  order: { type: "string" },
  quorum: { type: "string" },
  adaptive: { type: "string" },
  "merge-identical": { type: "boolean" },
  json: { type: "boolean" },
} as const;

/** The option by which a setting is given. */
const optionNames: Record<string, string> = { groupSize: "group" };

export const tournament: Command = {
  name: "tournament",
  usage:
    "tournament TASK [--judge rules] [--group 2] [--votes 8] [--seed 0] [--keep 1] [--order given] " +
    "[--quorum 1] [--adaptive ALPHA] [--merge-identical] [--json]",
  summary: "Let all rollouts of a task play for the first place.",
  run(args, context) {
    const { values, positionals } = readArguments(args, options);
    const reference = onlyArgument(positionals, "TASK");
    const settings = readSettings(values);
    return withDatabase(context, async (db) => {
      const view = await playHere(db, findOneTask(db, reference), settings, context);
      if (values.json) writeJson(context, describe(view));
      else context.out(formatTournament(view));
      return 0;
    });
  },
};

type Given = Partial<
  Record<"judge" | "group" | "votes" | "seed" | "keep" | "order" | "quorum" | "adaptive", string>
> & {
  "merge-identical"?: boolean;
};

function readSettings({
  judge,
  group,
  votes,
  seed,
  keep,
  order,
  quorum,
  adaptive,
  "merge-identical": mergeIdentical,
}: Given): TournamentSettings {
  const numbers = Object.entries({ groupSize: group, votes, seed, keep, quorum, adaptive }).map(
    ([key, text]) => [key, text !== undefined && /^\d+(\.\d+)?$/.test(text) ? Number(text) : text],
  );
  const all = { ...Object.fromEntries(numbers), judge, order, mergeIdentical };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const parsed = tournamentSettingsSchema.safeParse({ ...defaultTournamentSettings, ...given });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = String(issue?.path[0]);
  throw new UsageError(`--${optionNames[key] ?? key}: ${issue?.message ?? "cannot be used"}`);
}

async function playHere(
  db: Db,
  task: TaskRow,
  settings: TournamentSettings,
  { stop }: CommandContext,
): Promise<TournamentView> {
  const candidates = listRollouts(db, task.id).map((rollout) => rollout.id);
  if (candidates.length === 0) {
    throw new CommandError(`Task ${task.id} (${task.title}) has no rollouts to choose from; ingest some.`);
  }
  const id = newId("b");
  const owner = createOwner();
  // Written and leased at once, so that no worker that runs beside takes it.
  db.transaction(
    () => {
      insertTournament(db, { id, taskId: task.id, settings, candidates });
      takeLease(db, "tournament", owner, id);
    },
    { behavior: "immediate" },
  );
  const lease = holdLease(db, { kind: "tournament", id, owner }, stop);
  try {
    await playTournament(id, { db, lease });
  } finally {
    lease.release();
  }
  return checkPlayed(getTournament(db, id));
}

function checkPlayed(view: TournamentView | undefined): TournamentView {
  invariant(view, "the tournament has just been played");
  switch (view.status) {
    case "finished":
      return view;
    case "failed":
      throw new CommandError(`Tournament ${view.id} failed: ${view.error ?? "no reason was noted."}`);
    case "cancelled":
      throw new CommandError(`Tournament ${view.id} was cancelled; its votes are kept.`);
    case "queued":
    case "running":
      throw new CommandError(`Tournament ${view.id} was stopped; "playoff worker" goes on with it.`);
  }
}

function describe(view: TournamentView) {
  return {
    id: view.id,
    task: view.task.id,
    settings: view.settings,
    candidates: view.candidates.map((candidate) => candidate.id),
    champion: view.champion,
    survivors: view.survivors ?? [],
    rounds: groupByRound(view.groups).map((groups) => ({ groups: groups.map(describeGroup) })),
  };
}

function describeGroup({ candidates, winner, decision, tie, votes }: TournamentGroup) {
  return {
    candidates,
    winner,
    bye: decision === "bye",
    tie,
    decision,
    votes: votes.map(({ order, choice, rationale }) => ({ order, choice, rationale: nameById(rationale) })),
  };
}

/** A rationale whose [[rollout id]] tokens, which pages turn into links, are ids like those beside it. */
function nameById(rationale: string): string {
  return rationale.replace(/\[\[([^[\]]+)\]\]/g, "$1");
}

function formatTournament(view: TournamentView): string {
  const names = new Map(view.candidates.map(({ id, number }) => [id, `r${number}`]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const rounds = groupByRound(view.groups).map((groups, round) => {
    const lines = groups.map((group) => {
      const winner = group.winner === null ? "-" : nameOf(group.winner);
      return `  ${group.candidates.map(nameOf).join(" - ")}: ${winner} (${describeScore(group)})\n`;
    });
    return `Round ${round + 1}\n${lines.join("")}`;
  });
  const champion =
    view.champion === null
      ? `Survivors: ${(view.survivors ?? []).map(nameOf).join(", ")}\n`
      : `Champion: ${nameOf(view.champion)} (${view.champion})\n`;
  const why = explainChampion(view.groups, view.settings).map((phrase) =>
    phrase.link?.kind === "candidate" ? nameOf(phrase.link.candidate) : phrase.text,
  );
  const reason = why.length > 0 ? `${why.join("")}\n` : "";
  return `${view.task.title}\n${rounds.join("")}${champion}${reason}`;
}
