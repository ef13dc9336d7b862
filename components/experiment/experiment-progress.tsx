import Link from "next/link";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { listLive, listPhases, type LiveAttempt, type Phase } from "@/lib/domain/experiment-progress";
import { isUnfinished } from "@/lib/domain/status";
import { countOf } from "@/lib/utils/format";

const MOST_LIVE = 8;

/** What runs, what is left and what became of it; `children` is the line above, with its buttons. */
export function ExperimentProgress({
  experiment,
  children,
}: {
  experiment: ExperimentView;
  children: React.ReactNode;
}) {
  return (
    <Card className="flex flex-col gap-3 p-3">
      {children}
      {experiment.status !== "finished" && <Phases phases={listPhases(experiment)} />}
      {isUnfinished(experiment.status) && <Live live={listLive(experiment.runs)} />}
    </Card>
  );
}

function Phases({ phases }: { phases: readonly Phase[] }) {
  return (
    <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
      {phases.map((phase) => (
        <li key={`${phase.iteration} ${phase.kind}`}>
          <Progress
            label={`Iteration ${phase.iteration}, ${phase.kind}`}
            done={phase.done}
            total={phase.total}
          />
          {/* Keeps its line, so that nothing jumps when a remark comes or goes. */}
          <p className="min-h-4 text-2xs text-muted-foreground">{phase.remark}</p>
        </li>
      ))}
    </ul>
  );
}

function Live({ live }: { live: readonly LiveAttempt[] }) {
  return (
    <div className="min-h-11 text-xs">
      <p className="text-muted-foreground">Running now: {countOf(live.length, "rollout")}</p>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {live.slice(0, MOST_LIVE).map(({ run, attempt }) => (
          <li key={`${run.id} ${attempt.iteration} ${attempt.index}`} className="flex min-w-0 gap-2">
            <Link
              href={`/tasks/${run.task.id}`}
              prefetch={false}
              className="truncate font-medium underline-offset-2 hover:underline"
            >
              {run.task.title}
            </Link>
            <span className="shrink-0 text-muted-foreground">
              r{attempt.number}, iteration {attempt.iteration}: {attempt.doing ?? "working"}
            </span>
          </li>
        ))}
      </ul>
      {live.length > MOST_LIVE && (
        <p className="text-muted-foreground">and {countOf(live.length - MOST_LIVE, "more", "more")}</p>
      )}
    </div>
  );
}
