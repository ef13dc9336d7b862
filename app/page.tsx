import { ExperimentTable } from "@/components/experiment/experiment-table";
import { SampleOffer } from "@/components/experiment/sample-offer";
import { StartSampleButton } from "@/components/experiment/start-sample-button";
import { FirstSteps } from "@/components/home/first-steps";
import { HomeSection } from "@/components/home/home-section";
import { RunningList } from "@/components/home/running-list";
import { DropZone } from "@/components/imports/drop-zone";
import { OpenFolderForm } from "@/components/imports/open-folder-form";
import { OpenSampleButton } from "@/components/imports/open-sample-button";
import { TaskTable } from "@/components/task/task-table";
import { RefreshOnChange } from "@/components/tournament-list/refresh-on-change";
import { TournamentTable } from "@/components/tournament-list/tournament-table";
import { Page } from "@/components/ui/page";
import { latestEventId } from "@/db/queries/events";
import { listExperiments } from "@/db/queries/experiment-views";
import { listImports } from "@/db/queries/imports";
import { countAll } from "@/db/queries/rollouts";
import { pageTasks } from "@/db/queries/task-list";
import { listOutcomes } from "@/db/queries/tasks";
import { listTournaments } from "@/db/queries/tournaments";
import type { ExperimentListItem } from "@/lib/domain/experiment-views";
import { MOST_STRIP_CELLS } from "@/lib/domain/task-list";
import { isUnfinished } from "@/lib/domain/status";
import type { ImportView, TournamentListItem } from "@/lib/domain/views";
import { getDb } from "@/lib/server/db";
import { startSampleExperiment } from "./experiments/actions";
import { importSample, startImport } from "./imports/actions";

const MOST_TASKS = 12;
const MOST_EXPERIMENTS = 4;
const MOST_TOURNAMENTS = 6;

export default function HomePage() {
  const since = latestEventId(getDb());
  const tournaments = listTournaments(getDb(), { only: "own" });
  const experiments = listExperiments(getDb());
  const empty = countAll(getDb()).rollouts === 0;
  return (
    <Page title="Which rollout to trust, and why">
      <RefreshOnChange topics={["import", "experiment", "tournament", "rollouts"]} since={since} />
      <Running imports={listImports(getDb())} experiments={experiments} tournaments={tournaments} />
      {empty ? (
        <FirstSteps
          openFolder={
            <>
              <OpenFolderForm start={startImport} />
              <DropZone />
            </>
          }
          runSample={<SampleOffer start={startSampleExperiment} />}
          openSample={<OpenSampleButton start={importSample} />}
        />
      ) : (
        <Overview
          experiments={experiments.filter((item) => !isUnfinished(item.status))}
          tournaments={tournaments.filter((item) => item.status === "finished")}
        />
      )}
    </Page>
  );
}

function Running(given: {
  imports: readonly ImportView[];
  experiments: readonly ExperimentListItem[];
  tournaments: readonly TournamentListItem[];
}) {
  const imports = given.imports.filter((item) => isUnfinished(item.status));
  const experiments = given.experiments.filter((item) => isUnfinished(item.status));
  const tournaments = given.tournaments.filter((item) => isUnfinished(item.status));
  if (imports.length + experiments.length + tournaments.length === 0) return null;
  return (
    <HomeSection title="Running">
      <RunningList imports={imports} experiments={experiments} tournaments={tournaments} />
    </HomeSection>
  );
}

function Overview({
  experiments,
  tournaments,
}: {
  experiments: readonly ExperimentListItem[];
  tournaments: readonly TournamentListItem[];
}) {
  const { tasks, total } = pageTasks(getDb(), { q: "", sort: "-attempts", page: 1, size: MOST_TASKS });
  const outcomes = listOutcomes(
    getDb(),
    tasks.map((task) => task.id),
    MOST_STRIP_CELLS,
  );
  return (
    <>
      <HomeSection title="Newest experiments" all={{ href: "/experiments", label: "All experiments" }}>
        {experiments.length > 0 ? (
          <>
            <ExperimentTable
              experiments={experiments.slice(0, MOST_EXPERIMENTS)}
              label="Newest ended experiments"
            />
            <StartSampleButton look="secondary" start={startSampleExperiment} />
          </>
        ) : (
          <SampleOffer look="secondary" start={startSampleExperiment} />
        )}
      </HomeSection>
      <HomeSection
        title="Newest tournaments"
        remark="those of experiments are shown with them"
        all={{ href: "/tournaments", label: "All tournaments" }}
      >
        {tournaments.length > 0 ? (
          <TournamentTable
            tournaments={tournaments.slice(0, MOST_TOURNAMENTS)}
            label="Newest finished tournaments"
            withTask
          />
        ) : (
          <p className="text-muted-foreground">
            None has finished yet: open a task and run a tournament over its rollouts.
          </p>
        )}
      </HomeSection>
      <HomeSection
        title="Tasks"
        remark="those with most attempts first"
        all={{ href: "/tasks", label: `All ${total} tasks` }}
      >
        <TaskTable tasks={tasks} outcomes={outcomes} sort={null} />
      </HomeSection>
      <HomeSection title="More rollouts" all={{ href: "/imports", label: "All imports" }}>
        <OpenFolderForm start={startImport} />
        <DropZone />
      </HomeSection>
    </>
  );
}
