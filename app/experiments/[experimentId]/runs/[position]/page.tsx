import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { BracketLine } from "@/components/experiment/bracket-line";
import { LineageSection } from "@/components/experiment/lineage-section";
import { PopulationTable } from "@/components/experiment/population-table";
import { Champion } from "@/components/experiment/runs-table";
import { RefreshOnChange } from "@/components/tournament-list/refresh-on-change";
import { Badge } from "@/components/ui/badge";
import { Card, SectionHeading } from "@/components/ui/card";
import { Fact, Page } from "@/components/ui/page";
import { latestEventId } from "@/db/queries/events";
import { getExperiment } from "@/db/queries/experiment-views";
import type { AttemptView, ExperimentView, IterationView, RunView } from "@/lib/domain/experiment-views";
import { sayShape } from "@/lib/domain/experiment-words";
import { describeStatus } from "@/lib/domain/status";
import { getDb } from "@/lib/server/db";
import { countOf, formatDuration } from "@/lib/utils/format";

export const metadata: Metadata = { title: "Run" };

export default async function RunPage({ params }: PageProps<"/experiments/[experimentId]/runs/[position]">) {
  const { experimentId, position } = await params;
  const since = latestEventId(getDb());
  const experiment = getExperiment(getDb(), experimentId);
  const run = experiment?.runs.find((each) => String(each.position) === position);
  if (!experiment || !run) notFound();
  const rollouts = indexRollouts(run);
  return (
    <Page
      wide
      crumbs={[
        { label: "Experiments", href: "/experiments" },
        { label: experiment.title, href: `/experiments/${experimentId}` },
      ]}
      title={run.task.title}
      badges={<Badge tone={describeStatus(run.status).tone}>{run.status}</Badge>}
      facts={<Facts experiment={experiment} run={run} />}
      actions={<Neighbours experiment={experiment} position={run.position} />}
    >
      <RefreshOnChange topics={["experiment"]} subject={experimentId} since={since} />
      {run.error !== null && (
        <Card role="alert" className="p-3 [overflow-wrap:anywhere]">
          {run.error}
        </Card>
      )}
      {run.iterations.length > 1 && <LineageSection experimentId={experimentId} run={run} />}
      {run.iterations.map((iteration) => (
        <Iteration key={iteration.iteration} iteration={iteration} run={run} rollouts={rollouts} />
      ))}
    </Page>
  );
}

function Facts({ experiment, run }: { experiment: ExperimentView; run: RunView }) {
  const { startedAt, finishedAt } = run;
  const took = startedAt === null || finishedAt === null ? null : finishedAt - startedAt;
  return (
    <>
      <span className="inline-flex items-center gap-1">
        champion <Champion run={run} />
      </span>
      <Fact name="run">
        {run.position + 1} of {experiment.runs.length}
      </Fact>
      <Fact name="shape">{sayShape(experiment.settings)}</Fact>
      <Fact name="took">{formatDuration(took)}</Fact>
      <Link href={`/tasks/${run.task.id}`} className="underline underline-offset-2">
        the task and all its rollouts
      </Link>
    </>
  );
}

function Neighbours({ experiment, position }: { experiment: ExperimentView; position: number }) {
  const links = [
    { label: "Previous run", run: experiment.runs.find((each) => each.position === position - 1) },
    { label: "Next run", run: experiment.runs.find((each) => each.position === position + 1) },
  ];
  return links.map(
    ({ label, run }) =>
      run && (
        <Link
          key={label}
          href={`/experiments/${experiment.id}/runs/${run.position}`}
          title={run.task.title}
          className="text-xs underline underline-offset-2"
        >
          {label}
        </Link>
      ),
  );
}

function Iteration({
  iteration,
  run,
  rollouts,
}: {
  iteration: IterationView;
  run: RunView;
  rollouts: ReadonlyMap<string, AttemptView>;
}) {
  const { attempts, tournament } = iteration;
  const resolved = attempts.filter((attempt) => attempt.resolved === true).length;
  const made = attempts.filter((attempt) => attempt.rolloutId !== null).length;
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionHeading
        title={`Iteration ${iteration.iteration}`}
        remark={`${made} of ${countOf(attempts.length, "rollout")} made, ${resolved} resolved`}
      />
      {tournament && <BracketLine tournament={tournament} rollouts={rollouts} />}
      <PopulationTable iteration={iteration} parents={rollouts} champion={run.champion} />
    </section>
  );
}

function indexRollouts({ iterations }: RunView): ReadonlyMap<string, AttemptView> {
  return new Map(
    iterations
      .flatMap(({ attempts }) => attempts)
      .flatMap((attempt) => (attempt.rolloutId === null ? [] : [[attempt.rolloutId, attempt] as const])),
  );
}
