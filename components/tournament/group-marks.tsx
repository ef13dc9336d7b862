import {
  ArrowRightToLine,
  Coins,
  Copy,
  Equal,
  Hourglass,
  Scissors,
  TriangleAlert,
  UserX,
} from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { TournamentGroup, TournamentSettings } from "@/lib/domain/tournament";

/** What was special about a group, as badges: bye, no contest, tie, coin, same patch, stopped early, upset, still open. */
export function GroupMarks({
  group,
  settings,
  upset,
  live,
}: {
  group: TournamentGroup;
  settings: TournamentSettings;
  upset: boolean;
  live: boolean;
}) {
  const { decision, tie, votes } = group;
  return (
    <>
      {upset && (
        <Badge tone="bad" icon={TriangleAlert} title="An unresolved candidate beat a resolved one">
          upset
        </Badge>
      )}
      {tie && (
        <Badge tone="warning" icon={Equal} title={`Level after the first ${settings.votes} votes`}>
          tie
        </Badge>
      )}
      {decision === "coin" && (
        <Badge tone="warning" icon={Coins} title="Decided by a seeded coin">
          coin
        </Badge>
      )}
      {decision === "bye" && (
        <Badge tone="unknown" icon={ArrowRightToLine} title="Alone in its group: goes up without a vote">
          bye
        </Badge>
      )}
      {decision === "no-contest" && (
        <Badge tone="unknown" icon={UserX} title="Only one candidate had a result to judge">
          no contest
        </Badge>
      )}
      {decision === "identical" && (
        <Badge tone="unknown" icon={Copy} title="The same patch: no vote was needed">
          same patch
        </Badge>
      )}
      {decision === "adaptive" && (
        <Badge tone="unknown" icon={Scissors} title="Stopped early: the leader was safely ahead">
          {votes.length} of {settings.votes}
        </Badge>
      )}
      {decision === "curtailed" && (
        <Badge
          tone="unknown"
          icon={Scissors}
          title="Stopped early: the other votes could not change the winner"
        >
          {votes.length} of {settings.votes}
        </Badge>
      )}
      {decision === null && (
        <Badge tone="accent" icon={Hourglass}>
          {live ? `${votes.length} of ${settings.votes}` : "undecided"}
        </Badge>
      )}
    </>
  );
}
