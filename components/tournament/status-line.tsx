"use client";

import { Ban, CircleAlert, Clock3, Square } from "lucide-react";
import { useState, useTransition } from "react";
import { nounOf, planRounds } from "@/components/tournament/match-facts";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { countVotes } from "@/lib/domain/bracket";
import type { TournamentView } from "@/lib/domain/views";
import { countOf } from "@/lib/utils/format";

export type CancelTournament = (input: {
  tournamentId: string;
}) => Promise<{ ok: true } | { ok: false; message: string }>;

/** How far the tournament is, and what became of it; nothing for one that finished. */
export function StatusLine({
  tournament,
  cancelTournament,
}: {
  tournament: TournamentView;
  cancelTournament: CancelTournament;
}) {
  const { status, groups, settings } = tournament;
  const decided = groups.filter((group) => group.winner !== null).length;
  const { cast } = countVotes(groups, settings);
  const soFar = `${countOf(cast, "vote")} and ${decided} decided ${decided === 1 ? "group" : "groups"}`;
  switch (status) {
    case "finished":
      return null;
    case "failed":
      return (
        <Card role="alert" className="flex flex-wrap items-center gap-2 p-3">
          <Badge tone="bad" icon={CircleAlert}>
            failed
          </Badge>
          <p className="min-w-0 [overflow-wrap:anywhere]">
            {tournament.error ?? "It stopped without giving a reason."} Kept: {soFar}.
          </p>
        </Card>
      );
    case "cancelled":
      return (
        <Card className="flex flex-wrap items-center gap-2 p-3">
          <Badge tone="unknown" icon={Ban}>
            cancelled
          </Badge>
          <p>Kept: {soFar}. There is no champion.</p>
        </Card>
      );
    case "queued":
    case "running":
      return (
        <Card className="flex flex-col gap-3 p-3">
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone="accent" icon={Clock3}>
              {status}
            </Badge>
            <p role="status">
              {status === "queued" ? "Waiting for the worker." : `${countOf(cast, "vote")} cast.`}
            </p>
            {/* An experiment is cancelled as a whole. */}
            {tournament.playedFor === null && (
              <CancelButton tournament={tournament} cancelTournament={cancelTournament} />
            )}
          </div>
          <RoundProgress tournament={tournament} />
        </Card>
      );
  }
}

function RoundProgress({ tournament: { candidates, groups, settings } }: { tournament: TournamentView }) {
  const noun = nounOf(settings) === "match" ? "matches" : "groups";
  return (
    <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-4">
      {planRounds(candidates.length, settings).map((round, index) => (
        <Progress
          key={index}
          label={`Round ${index + 1}, ${noun} decided`}
          done={groups.filter((group) => group.round === index && group.winner !== null).length}
          total={round.groups}
        />
      ))}
    </div>
  );
}

function CancelButton({ tournament, cancelTournament }: Parameters<typeof StatusLine>[0]) {
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const asked = tournament.cancelRequested;
  const cancel = () =>
    start(async () => {
      const result = await cancelTournament({ tournamentId: tournament.id });
      setProblem(result.ok ? null : result.message);
    });
  return (
    <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
      {problem !== null && <p role="alert">{problem}</p>}
      {asked && <p className="text-muted-foreground">Cancelling; votes already cast are kept.</p>}
      <Button onClick={cancel} disabled={pending || asked}>
        <Square aria-hidden className="size-3.5" />
        Cancel tournament
      </Button>
    </div>
  );
}
