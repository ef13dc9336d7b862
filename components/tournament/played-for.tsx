import { FlaskConical } from "lucide-react";
import Link from "next/link";
import type { RunIteration } from "@/lib/domain/views";

/** The iteration of an experiment that a tournament was played for. */
export function PlayedFor({ place }: { place: RunIteration }) {
  const { experimentId, experimentTitle, position, iteration } = place;
  return (
    <p className="flex min-w-0 items-start gap-1.5 rounded-md border border-dashed px-2 py-1 text-xs">
      <FlaskConical aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted-foreground" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        Played for{" "}
        <Link
          href={`/experiments/${experimentId}/runs/${position}`}
          className="font-medium text-primary underline underline-offset-2"
        >
          iteration {iteration}
        </Link>{" "}
        of experiment{" "}
        <Link
          href={`/experiments/${experimentId}`}
          className="font-medium text-primary underline underline-offset-2"
        >
          {experimentTitle}
        </Link>
        .
      </span>
    </p>
  );
}
