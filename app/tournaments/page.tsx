import { Trophy } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { RefreshOnChange } from "@/components/tournament-list/refresh-on-change";
import { TournamentTable } from "@/components/tournament-list/tournament-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, Page } from "@/components/ui/page";
import { latestEventId } from "@/db/queries/events";
import { listTournaments } from "@/db/queries/tournaments";
import { getDb } from "@/lib/server/db";

export const metadata: Metadata = { title: "Tournaments" };

const MOST = 500;

export default function TournamentsPage() {
  const since = latestEventId(getDb());
  const tournaments = listTournaments(getDb(), { limit: MOST });
  const cut = tournaments.length === MOST;
  return (
    <Page
      title="Tournaments"
      facts={<Fact name={cut ? "newest" : "tournaments"}>{String(tournaments.length)}</Fact>}
    >
      <RefreshOnChange topics={["tournament"]} since={since} />
      {tournaments.length === 0 ? (
        <EmptyState icon={Trophy} title="No tournament yet">
          Open a{" "}
          <Link href="/tasks" className="underline underline-offset-2">
            task
          </Link>
          , pick its rollouts and run a tournament over them.
        </EmptyState>
      ) : (
        <TournamentTable tournaments={tournaments} label="Tournaments, newest first" withTask />
      )}
    </Page>
  );
}
