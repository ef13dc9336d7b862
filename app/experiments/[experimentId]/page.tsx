import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ExperimentProgress } from "@/components/experiment/experiment-progress";
import { ExperimentStatus } from "@/components/experiment/experiment-status";
import { RunsTable } from "@/components/experiment/runs-table";
import { SettingsChips } from "@/components/experiment/settings-chips";
import { Staircase } from "@/components/experiment/staircase";
import { StepMeansTable } from "@/components/experiment/step-means";
import { RefreshOnChange } from "@/components/tournament-list/refresh-on-change";
import { Badge } from "@/components/ui/badge";
import { Fact, Page } from "@/components/ui/page";
import { latestEventId } from "@/db/queries/events";
import { getExperiment } from "@/db/queries/experiment-views";
import { getExperimentRow } from "@/db/queries/experiments";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { sayShape } from "@/lib/domain/experiment-words";
import { getDb } from "@/lib/server/db";
import { countOf, formatDuration, formatTime } from "@/lib/utils/format";
import { cancelExperiment, resumeExperiment } from "../actions";

export async function generateMetadata({
  params,
}: PageProps<"/experiments/[experimentId]">): Promise<Metadata> {
  const { experimentId } = await params;
  return { title: getExperimentRow(getDb(), experimentId)?.title ?? "Experiment" };
}

export default async function ExperimentPage({ params }: PageProps<"/experiments/[experimentId]">) {
  const { experimentId } = await params;
  const since = latestEventId(getDb());
  const experiment = getExperiment(getDb(), experimentId);
  if (!experiment) notFound();
  const { id, origin, status, cancelRequested, error, note } = experiment;
  const isWithoutMore = status === "finished" && error === null && note === null;
  return (
    <Page
      wide
      crumbs={[{ label: "Experiments", href: "/experiments" }]}
      title={experiment.title}
      badges={isWithoutMore && <Badge tone="unknown">finished</Badge>}
      facts={<Facts experiment={experiment} />}
    >
      <RefreshOnChange topics={["experiment"]} subject={id} since={since} />
      {!isWithoutMore && (
        <ExperimentProgress experiment={experiment}>
          <ExperimentStatus
            state={{ id, status, cancelRequested, error, note }}
            cancel={cancelExperiment}
            resume={origin === "export" ? null : resumeExperiment}
          />
        </ExperimentProgress>
      )}
      <div className="grid min-w-0 gap-6 lg:grid-cols-2">
        <Staircase experiment={experiment} />
        <div className="flex min-w-0 flex-col gap-5">
          <StepMeansTable experiment={experiment} />
          <SettingsChips experiment={experiment} />
        </div>
      </div>
      <RunsTable experiment={experiment} />
    </Page>
  );
}

function Facts({ experiment }: { experiment: ExperimentView }) {
  const { runs, settings, origin, createdAt, startedAt, workedMs } = experiment;
  return (
    <>
      <Fact name="shape">{sayShape(settings)}</Fact>
      <Fact name="tasks">{runs.length}</Fact>
      <Fact name="champions">{sayChampions(experiment)}</Fact>
      <Fact name="time">{startedAt === null ? "–" : formatDuration(workedMs)}</Fact>
      <Fact name="created">{formatTime(createdAt)} UTC</Fact>
      {origin === "export" && <span>read from an export; nothing was run here</span>}
    </>
  );
}

function sayChampions({ runs }: ExperimentView): string {
  const chosen = runs.filter((run) => run.champion !== null);
  const resolved = chosen.filter((run) => run.championResolved === true).length;
  const unknown = chosen.filter((run) => run.championResolved === null).length;
  if (chosen.length === 0) return "none yet";
  const parts = [`${resolved} of ${countOf(chosen.length, "task")} resolved`];
  return [...parts, ...(unknown > 0 ? [`${unknown} unknown`] : [])].join(", ");
}
