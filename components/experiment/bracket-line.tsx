import Link from "next/link";
import { RolloutNames } from "@/components/experiment/rollout-names";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { AttemptView, IterationTournamentView } from "@/lib/domain/experiment-views";
import { describeStatus, isUnfinished } from "@/lib/domain/status";
import { countOf } from "@/lib/utils/format";

/** The tournament of an iteration, folded: whom it selected, on how many votes, and the way to its bracket. */
export function BracketLine({
  tournament,
  rollouts,
}: {
  tournament: IterationTournamentView;
  /** The rollouts of the run by id. */
  rollouts: ReadonlyMap<string, AttemptView>;
}) {
  const { id, status, keep, survivors, votes, groups, groupsDecided } = tournament;
  const selected = (survivors ?? []).flatMap((survivor) => rollouts.get(survivor) ?? []);
  return (
    <Card className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-xs">
      <span className="font-semibold">Tournament</span>
      <Badge tone={describeStatus(status).tone}>{status}</Badge>
      {selected.length > 0 && (
        <span>
          {keep === 1 ? "won by " : `${countOf(selected.length, "survivor")}: `}
          <RolloutNames attempts={selected} />
        </span>
      )}
      <span className="text-muted-foreground">
        {countOf(votes, "vote")}, {groupsDecided} of {countOf(groups, "group")} decided
        {isUnfinished(status) && " so far"}
      </span>
      <Link
        href={`/tournaments/${id}`}
        className="font-medium text-primary underline underline-offset-2 sm:ml-auto"
      >
        Open the bracket
      </Link>
    </Card>
  );
}
