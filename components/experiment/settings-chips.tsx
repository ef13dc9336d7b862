import { ShieldAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { SectionHeading } from "@/components/ui/card";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { isUnfinished } from "@/lib/domain/status";
import { describeSandbox, describeSettings } from "@/lib/domain/experiment-words";
import { countOf, formatCount, formatDuration } from "@/lib/utils/format";

/** With what settings it runs, where its commands run, and what it was expected to take. */
export function SettingsChips({ experiment }: { experiment: ExperimentView }) {
  const sandbox = describeSandbox(experiment);
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionHeading title="Settings" />
      <dl className="flex flex-wrap gap-1.5 text-xs">
        {describeSettings(experiment.settings).map(({ name, value, meaning }) => (
          <Chip key={`${name} ${value}`} name={name} value={value} meaning={meaning} />
        ))}
        {!sandbox.isUnsafe && <Chip name="sandbox" value={sandbox.label} meaning={sandbox.meaning} />}
      </dl>
      {sandbox.isUnsafe && (
        <p className="flex flex-wrap items-center gap-2 text-xs">
          <Badge tone="warning" icon={ShieldAlert}>
            {sandbox.label}
          </Badge>
          {sandbox.meaning}
        </p>
      )}
      <Expected experiment={experiment} />
    </section>
  );
}

function Chip({ name, value, meaning }: { name: string; value: string; meaning: string }) {
  return (
    <div title={meaning} className="inline-flex items-baseline gap-1 rounded-md border bg-surface px-2 py-1">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}

function Expected({ experiment: { status, estimate, startedAt, workedMs } }: { experiment: ExperimentView }) {
  if (estimate === null) return null;
  const { rollouts, votes, minutes, basis, notes = [] } = estimate;
  return (
    <p className="max-w-prose text-xs [overflow-wrap:anywhere] text-muted-foreground">
      Expected before the start: {countOf(rollouts, "rollout")}, at most {formatCount(votes)} votes,{" "}
      {minutes === null ? "an unknown time" : `about ${formatDuration(minutes * 60_000)}`}. {basis}
      {startedAt !== null &&
        ` ${isUnfinished(status) ? "Worked on so far" : "It took"}: ${formatDuration(workedMs)}.`}
      {notes.map((note) => ` ${note}`)}
    </p>
  );
}
