"use client";

import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useStart } from "@/lib/client/use-start";
import type { ImportStart } from "./open-folder-form";

/** Starts the import of the rollouts that come with Playoff and goes to the report. */
export function OpenSampleButton({
  start,
}: {
  start: (input: Record<string, never>) => Promise<ImportStart>;
}) {
  const { launch, pending, problem } = useStart(start, ({ importId }) => `/imports/${importId}`);
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Button onClick={() => launch({})} disabled={pending}>
        Open the sample
      </Button>
      <Problem>{problem}</Problem>
    </div>
  );
}
