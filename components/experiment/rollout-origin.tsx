import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { RolloutNames } from "@/components/experiment/rollout-names";
import type { RolloutPlace } from "@/lib/domain/experiment-views";

const MOST_NAMES = 16;
const linkClass = "font-medium text-primary underline underline-offset-2";

/** Where in an experiment a rollout was made, what it was given, and to whom its summary was given. */
export function RolloutOrigin({ place }: { place: RolloutPlace }) {
  const { experimentId, experimentTitle, position, iteration, index, contextId, parents, children } = place;
  const run = `/experiments/${experimentId}/runs/${position}`;
  return (
    <p className="flex min-w-0 items-start gap-1.5 rounded-md border border-dashed px-2 py-1 text-xs">
      <FlaskConical aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted-foreground" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <Link href={`${run}?node=${iteration}.${index}`} className={linkClass}>
          Attempt {index + 1} of iteration {iteration}
        </Link>{" "}
        in experiment{" "}
        <Link href={`/experiments/${experimentId}`} className={linkClass}>
          {experimentTitle}
        </Link>
        {place.isChampion && ", its champion for this task"}
        {parents.length > 0 && (
          <>
            , given the {parents.length === 1 ? "summary" : "summaries"} of{" "}
            <RolloutNames attempts={parents} most={MOST_NAMES} /> (
            <Link href={`${run}?text=${contextId ?? ""}`} className={linkClass}>
              the text
            </Link>
            )
          </>
        )}
        .
        {children.length > 0 && (
          <>
            {" "}
            Its summary was given to <RolloutNames attempts={children} most={MOST_NAMES} />.
          </>
        )}
      </span>
    </p>
  );
}
