"use client";

import { useQuery } from "@tanstack/react-query";
import { Swords } from "lucide-react";
import { Suspense } from "react";
import { BracketSection } from "@/components/tournament/bracket-section";
import { indexCandidates } from "@/components/tournament/candidate-names";
import { ChampionAnswer } from "@/components/tournament/champion-answer";
import { LiveUpdates } from "@/components/tournament/live-updates";
import { MovedCandidates } from "@/components/tournament/moved-candidates";
import { pickDefaultGroup } from "@/components/tournament/match-facts";
import { MatchChart } from "@/components/tournament/match-chart";
import { MatchPanel } from "@/components/tournament/match-panel";
import { keyOf } from "@/components/tournament/bracket-layout";
import { PlayedFor } from "@/components/tournament/played-for";
import { StatusLine, type CancelTournament } from "@/components/tournament/status-line";
import { TournamentFacts } from "@/components/tournament/tournament-facts";
import { useTournamentUrl } from "@/components/tournament/use-tournament-url";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { tournamentQuery } from "@/lib/client/api";
import { isUnfinished } from "@/lib/domain/status";
import type { TournamentView } from "@/lib/domain/views";

/** Asked again this often while unfinished, in case a proxy holds the feed back. */
const FALLBACK_MS = 5_000;

/** A tournament: who won and why, the bracket, and one match down to its votes. Live while it is played. */
export function TournamentScreen(props: {
  initial: TournamentView;
  /** The newest event when `initial` was read. */
  since: number;
  cancelTournament: CancelTournament;
}) {
  return (
    <Suspense>
      <Screen {...props} />
    </Suspense>
  );
}

function Screen({ initial, since, cancelTournament }: Parameters<typeof TournamentScreen>[0]) {
  const { data: tournament } = useQuery({
    ...tournamentQuery(initial.id),
    initialData: initial,
    refetchInterval: (query) =>
      query.state.data && isUnfinished(query.state.data.status) ? FALLBACK_MS : false,
  });
  const { task } = tournament;
  return (
    <Page
      wide
      title={`Tournament of ${task.title}`}
      crumbs={[
        { label: "Tasks", href: "/tasks" },
        { label: task.title, href: `/tasks/${task.id}` },
      ]}
      facts={<TournamentFacts tournament={tournament} />}
    >
      {isUnfinished(tournament.status) && <LiveUpdates tournamentId={tournament.id} since={since} />}
      {tournament.playedFor && <PlayedFor place={tournament.playedFor} />}
      <StatusLine tournament={tournament} cancelTournament={cancelTournament} />
      <MovedCandidates candidates={indexCandidates(tournament.candidates)} />
      <ChampionAnswer tournament={tournament} />
      <Bracket tournament={tournament} />
    </Page>
  );
}

function Bracket({ tournament }: { tournament: TournamentView }) {
  const { state } = useTournamentUrl();
  const { groups } = tournament;
  if (groups.length === 0) return <NoGroups tournament={tournament} />;
  const asked = groups.find((group) => keyOf(group) === state.match);
  const open = asked ?? pickDefaultGroup(groups);
  const candidates = indexCandidates(tournament.candidates);
  return (
    <>
      <BracketSection tournament={tournament} candidates={candidates} open={open} />
      {state.match !== null && !asked && (
        <p role="alert" className="text-warning">
          There is no match {state.match} in this bracket; another one is shown below.
        </p>
      )}
      {open && <MatchPanel key={keyOf(open)} tournament={tournament} candidates={candidates} group={open} />}
      <MatchChart tournament={tournament} />
    </>
  );
}

function NoGroups({ tournament }: { tournament: TournamentView }) {
  if (tournament.candidates.length <= tournament.settings.keep && tournament.status === "finished")
    return null;
  return (
    <EmptyState icon={Swords} title="No bracket yet">
      {isUnfinished(tournament.status)
        ? "It is drawn as soon as every candidate has been summarised. This page follows by itself."
        : "The tournament ended before its first round was drawn. Start another one from the task's page."}
    </EmptyState>
  );
}
