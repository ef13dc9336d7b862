import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Progress } from "@/components/ui/progress";
import { Table, Td, Th } from "@/components/ui/table";
import type { ExperimentListItem } from "@/lib/domain/experiment-views";
import { sayShape } from "@/lib/domain/experiment-words";
import { describeStatus, isUnfinished } from "@/lib/domain/status";
import { countOf, formatCount, formatDuration, formatTime } from "@/lib/utils/format";

/** Experiments in rows: what they are, how far they have come and what they gave. */
export function ExperimentTable({
  experiments,
  label,
}: {
  experiments: readonly ExperimentListItem[];
  label: string;
}) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Experiment</Th>
          <Th numeric>Tasks</Th>
          <Th>Status</Th>
          <Th numeric title="Rollouts that are there, of those that are planned">
            Rollouts
          </Th>
          <Th title="Tasks whose champion is resolved, of the tasks that have a champion">
            Champions resolved
          </Th>
          <Th>Created (UTC)</Th>
          <Th numeric title="Time worked on it, over all resumptions">
            Time
          </Th>
        </tr>
      </thead>
      <tbody>
        {experiments.map((experiment) => (
          <Line key={experiment.id} experiment={experiment} />
        ))}
      </tbody>
    </Table>
  );
}

function Line({ experiment }: { experiment: ExperimentListItem }) {
  const { id, title, origin, settings, status, rollouts, rolloutsPlanned } = experiment;
  const { tone, label } = describeStatus(status);
  return (
    <tr className="hover:bg-surface-hover">
      <Td className="min-w-52">
        <Link href={`/experiments/${id}`} className="font-medium underline-offset-2 hover:underline">
          {title}
        </Link>
        <div className="text-2xs text-muted-foreground">
          {sayShape(settings)}
          {origin === "export" && " · read from an export"}
        </div>
      </Td>
      <Td numeric>{formatCount(experiment.runs)}</Td>
      <Td className="min-w-36">
        <Badge tone={tone}>{label}</Badge>
        {isUnfinished(status) && (
          <div className="mt-1 w-56 whitespace-nowrap">
            <Progress label="Rollouts" done={rollouts} total={rolloutsPlanned} />
          </div>
        )}
      </Td>
      <Td numeric className="whitespace-nowrap">
        {formatCount(rollouts)} of {formatCount(rolloutsPlanned)}
      </Td>
      <Td className="whitespace-nowrap">
        <Champions {...experiment.champions} />
      </Td>
      <Td className="text-xs whitespace-nowrap text-muted-foreground">{formatTime(experiment.createdAt)}</Td>
      <Td numeric className="whitespace-nowrap">
        {experiment.startedAt === null ? "–" : formatDuration(experiment.workedMs)}
      </Td>
    </tr>
  );
}

function Champions({ resolved, unresolved, unknown }: ExperimentListItem["champions"]) {
  const known = resolved + unresolved;
  if (known + unknown === 0) return <span className="text-muted-foreground">no champion yet</span>;
  return (
    <>
      {known > 0 && (
        <span className="font-medium">
          {resolved} of {known}
        </span>
      )}
      {unknown > 0 && (
        <span className="text-muted-foreground">
          {known > 0 && ", "}
          {countOf(unknown, "unknown", "unknown")}
        </span>
      )}
    </>
  );
}
