"use client";

import { FlaskConical } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";

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
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const launch = () =>
    startTransition(async () => {
      const result = await start({});
      setProblem(result.ok ? null : result.message);
      if (result.ok) router.push(`/experiments/${result.experimentId}`);
    });

  return (
    <div className="flex flex-col items-start gap-1.5">
      <Button look={look} onClick={launch} disabled={pending}>
        <FlaskConical aria-hidden className="size-3.5" />
        Run the sample experiment
      </Button>
      {problem !== null && (
        <p role="alert" className="text-xs [overflow-wrap:anywhere] text-unresolved">
          {problem}
        </p>
      )}
    </div>
  );
}
