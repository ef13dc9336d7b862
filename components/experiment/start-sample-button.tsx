"use client";

import { FlaskConical } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useStart } from "@/lib/client/use-start";

export type StartSampleExperiment = (
  input: Record<string, never>,
) => Promise<{ ok: true; experimentId: string } | { ok: false; message: string }>;

/** Starts the sample experiment and goes to its page. */
export function StartSampleButton({
  start,
  look = "primary",
}: {
  start: StartSampleExperiment;
  look?: "primary" | "secondary";
}) {
  const { launch, pending, problem } = useStart(start, ({ experimentId }) => `/experiments/${experimentId}`);
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Button look={look} onClick={() => launch({})} disabled={pending}>
        <FlaskConical aria-hidden className="size-3.5" />
        Run the sample experiment
      </Button>
      <Problem>{problem}</Problem>
    </div>
  );
}
