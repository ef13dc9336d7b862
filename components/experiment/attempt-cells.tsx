import Link from "next/link";
import { describePlace, placeColors } from "@/components/experiment/attempt-look";
import { PlaceIcon } from "@/components/experiment/place-icon";
import type { AttemptView, IterationView } from "@/lib/domain/experiment-views";
import { cn } from "@/lib/utils/cn";

/** A population in cells: sign and colour tell the verdict or that it runs, a line below who was selected. */
export function AttemptCells({
  iteration: { iteration, attempts, tournament },
}: {
  iteration: IterationView;
}) {
  const survivors = new Set(tournament?.survivors);
  return (
    <ol aria-label={`Iteration ${iteration}`} className="flex w-[13rem] flex-wrap gap-1">
      {attempts.map((attempt) => (
        <li key={attempt.index}>
          <AttemptCell
            attempt={attempt}
            selected={attempt.rolloutId !== null && survivors.has(attempt.rolloutId)}
          />
        </li>
      ))}
    </ol>
  );
}

function AttemptCell({ attempt, selected }: { attempt: AttemptView; selected: boolean }) {
  const { tone, label } = describePlace(attempt);
  const name = `r${attempt.number}, ${label}${selected ? ", selected" : ""}`;
  const className = cn("relative grid size-5.5 place-items-center rounded-sm", placeColors[tone]);
  const content = (
    <>
      <PlaceIcon tone={tone} className="size-3.5" />
      {selected && (
        <span aria-hidden className="absolute inset-x-0.5 bottom-0 h-0.75 rounded bg-winner-line" />
      )}
    </>
  );
  if (attempt.rolloutId === null) {
    return (
      <span role="img" title={name} aria-label={name} className={className}>
        {content}
      </span>
    );
  }
  return (
    <Link
      href={`/rollouts/${attempt.rolloutId}`}
      prefetch={false}
      title={name}
      aria-label={name}
      className={cn(className, "hover:outline-1 hover:outline-current")}
    >
      {content}
    </Link>
  );
}

/** What the cells' signs mean. */
export function CellsLegend() {
  const entries = [
    { tone: "good", label: "resolved" },
    { tone: "bad", label: "unresolved" },
    { tone: "unknown", label: "unknown" },
    { tone: "live", label: "running" },
    { tone: "failed", label: "failed" },
    { tone: "waiting", label: "not begun" },
  ] as const;
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted-foreground">
      {entries.map(({ tone, label }) => (
        <li key={tone} className="flex items-center gap-1">
          <span aria-hidden className={cn("grid size-4 place-items-center rounded-sm", placeColors[tone])}>
            <PlaceIcon tone={tone} className="size-3" />
          </span>
          {label}
        </li>
      ))}
      <li className="flex items-center gap-1">
        <span aria-hidden className="h-0.75 w-4 rounded bg-winner-line" />
        selected by the tournament
      </li>
    </ul>
  );
}
