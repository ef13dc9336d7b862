import { StartSampleButton, type StartSampleExperiment } from "@/components/experiment/start-sample-button";

/** The button that starts the sample experiment, with what it will do. */
export function SampleOffer({
  start,
  look,
}: {
  start: StartSampleExperiment;
  look?: "primary" | "secondary";
}) {
  return (
    <div className="flex max-w-prose flex-col gap-3">
      <p className="text-muted-foreground">
        6 small JavaScript tasks, attempted again and again by a repair agent without a model; a tournament
        picks the summaries that the next attempts are given. It needs no key, runs its commands in a sandbox
        and takes one to five minutes.
      </p>
      <StartSampleButton start={start} look={look} />
    </div>
  );
}
