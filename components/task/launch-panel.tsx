"use client";

import { Play } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useStart } from "@/lib/client/use-start";
import { countMatches } from "@/lib/domain/count-matches";
import {
  defaultTournamentSettings,
  tournamentSettingsSchema,
  type TournamentSettings,
} from "@/lib/domain/tournament";
import { countOf } from "@/lib/utils/format";
import { NumberField } from "./number-field";

export type StartTournament = (input: {
  taskId: string;
  /** The rollouts' numbers within the task. */
  candidates: number[];
  settings: TournamentSettings;
}) => Promise<{ ok: true; tournamentId: string } | { ok: false; message: string }>;

const fields = [
  { name: "groupSize", label: "Group size G", help: "candidates judged together", min: 2, max: 64 },
  { name: "votes", label: "Votes V", help: "judge calls per group", min: 1, max: 64 },
  { name: "keep", label: "Keep K", help: "survivors; 1 gives a champion", min: 1 },
  { name: "seed", label: "Seed", help: "same seed, same bracket", min: 0 },
] as const;
type Draft = Record<(typeof fields)[number]["name"], string>;

const firstDraft: Draft = {
  groupSize: String(defaultTournamentSettings.groupSize),
  votes: String(defaultTournamentSettings.votes),
  keep: String(defaultTournamentSettings.keep),
  seed: String(defaultTournamentSettings.seed),
};

function readDraft(draft: Draft): TournamentSettings {
  return {
    ...defaultTournamentSettings,
    groupSize: Number(draft.groupSize),
    votes: Number(draft.votes),
    keep: Number(draft.keep),
    seed: Number(draft.seed),
  };
}

/** Settings of a tournament over the picked rollouts, what it will take, and the button that starts it. */
export function LaunchPanel({
  taskId,
  candidates,
  start,
}: {
  taskId: string;
  candidates: number[];
  start: StartTournament;
}) {
  const [draft, setDraft] = useState(firstDraft);
  const { launch, pending, problem } = useStart(start, ({ tournamentId }) => `/tournaments/${tournamentId}`);
  const settings = readDraft(draft);

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    launch({ taskId, candidates, settings });
  };

  return (
    <Card className="p-4">
      <form onSubmit={submit} aria-label="Tournament settings" className="flex flex-col gap-3">
        <div className="grid max-w-3xl grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
          {fields.map(({ name, ...field }) => (
            <NumberField
              key={name}
              {...field}
              value={draft[name]}
              onChange={(text) => setDraft({ ...draft, [name]: text })}
            />
          ))}
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <Button type="submit" look="primary" disabled={pending || candidates.length === 0}>
            <Play aria-hidden className="size-4" />
            Run tournament
          </Button>
          <p className="min-w-0 flex-1 basis-64 text-xs text-muted-foreground">
            <span className="font-medium text-foreground" aria-live="polite">
              {describePlan(candidates.length, settings)}
            </span>{" "}
            Rule-based judge (a heuristic): no model is called.
          </p>
        </div>
        {problem !== null && (
          <p role="alert" className="text-xs whitespace-pre-line text-unresolved">
            {problem}
          </p>
        )}
      </form>
    </Card>
  );
}

function describePlan(candidates: number, settings: TournamentSettings): string {
  if (candidates === 0) return "Pick at least one rollout.";
  if (!tournamentSettingsSchema.safeParse(settings).success) return "Correct the settings.";
  const matches = countMatches(candidates, settings);
  const who = countOf(candidates, "candidate");
  if (matches === 0) return `${who}, nothing to vote on: all are kept.`;
  const unit = settings.groupSize === 2 ? countOf(matches, "match", "matches") : countOf(matches, "group");
  return `${who}, ${unit}, at most ${countOf(matches * settings.votes, "vote")}.`;
}
