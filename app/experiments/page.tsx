import { FlaskConical } from "lucide-react";
import type { Metadata } from "next";
import { ExperimentTable } from "@/components/experiment/experiment-table";
import { SampleOffer } from "@/components/experiment/sample-offer";
import { StartSampleButton } from "@/components/experiment/start-sample-button";
import { RefreshOnChange } from "@/components/tournament-list/refresh-on-change";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, Page } from "@/components/ui/page";
import { latestEventId } from "@/db/queries/events";
import { listExperiments } from "@/db/queries/experiment-views";
import { getDb } from "@/lib/server/db";
import { startSampleExperiment } from "./actions";

export const metadata: Metadata = { title: "Experiments" };

const MOST = 200;

export default function ExperimentsPage() {
  const since = latestEventId(getDb());
  const experiments = listExperiments(getDb(), MOST);
  const cut = experiments.length === MOST;
  return (
    <Page
      title="Experiments"
      facts={<Fact name={cut ? "newest" : "experiments"}>{String(experiments.length)}</Fact>}
      actions={experiments.length > 0 && <StartSampleButton start={startSampleExperiment} />}
    >
      <RefreshOnChange topics={["experiment"]} since={since} />
      {experiments.length === 0 ? (
        <EmptyState icon={FlaskConical} title="No experiment yet">
          <p>
            An experiment lets an agent attempt tasks many times, plays a tournament over the attempts, hands
            the summaries of the survivors to new attempts, and ends with one champion a task.
          </p>
          <div className="mt-4 flex justify-center text-left">
            <SampleOffer start={startSampleExperiment} />
          </div>
        </EmptyState>
      ) : (
        <ExperimentTable experiments={experiments} label="Experiments, newest first" />
      )}
    </Page>
  );
}
