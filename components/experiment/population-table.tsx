import { ShieldAlert, Trophy } from "lucide-react";
import Link from "next/link";
import { describePlace } from "@/components/experiment/attempt-look";
import { PlaceIcon } from "@/components/experiment/place-icon";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th } from "@/components/ui/table";
import type { AttemptView, IterationView } from "@/lib/domain/experiment-views";
import { formatCount } from "@/lib/utils/format";

const MOST_NAMES = 8;

/** The rollouts of one iteration in rows. */
export function PopulationTable({
  iteration,
  parents,
  champion,
}: {
  iteration: IterationView;
  /** The rollouts of the run by id, for the names of parents. */
  parents: ReadonlyMap<string, AttemptView>;
  champion: string | null;
}) {
  const isRefined = iteration.contexts.length > 0;
  const survivors = new Set(iteration.tournament?.survivors);
  return (
    <Table label={`Rollouts of iteration ${iteration.iteration}`}>
      <thead>
        <tr>
          <Th>Rollout</Th>
          <Th>Outcome</Th>
          <Th numeric>Steps</Th>
          <Th>Exit status</Th>
          <Th>Patch</Th>
          {isRefined && <Th>Given the summaries of</Th>}
          <Th>Tournament</Th>
        </tr>
      </thead>
      <tbody>
        {iteration.attempts.map((attempt) => (
          <tr key={attempt.index} className="hover:bg-surface-hover">
            <Td className="whitespace-nowrap">
              <Name attempt={attempt} />
            </Td>
            <Td className="max-w-80 min-w-36 text-xs">
              <Outcome attempt={attempt} />
            </Td>
            <Td numeric>{attempt.steps === 0 ? "–" : formatCount(attempt.steps)}</Td>
            <Td className="text-xs">{attempt.exitStatus ?? "–"}</Td>
            <Td className="text-xs whitespace-nowrap">
              <Patch attempt={attempt} />
            </Td>
            {isRefined && <Td className="text-xs">{sayParents(attempt, iteration, parents)}</Td>}
            <Td className="text-xs whitespace-nowrap">
              <Standing attempt={attempt} champion={champion} survivors={survivors} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Without links: there may be hundreds, and the lineage has them. */
function sayParents(
  { contextId }: AttemptView,
  { contexts }: IterationView,
  parents: ReadonlyMap<string, AttemptView>,
): string {
  const context = contexts.find((each) => each.id === contextId);
  const names = context?.parents.flatMap((id) => parents.get(id) ?? []).map(({ number }) => `r${number}`);
  if (names === undefined) return "–";
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return names.slice(0, MOST_NAMES).join(", ") + more;
}

function Name({ attempt: { number, rolloutId } }: { attempt: AttemptView }) {
  if (rolloutId === null) return <span className="text-muted-foreground">r{number}</span>;
  return (
    <Link
      href={`/rollouts/${rolloutId}`}
      prefetch={false}
      className="font-semibold underline-offset-2 hover:underline"
    >
      r{number}
    </Link>
  );
}

const tones = {
  good: "text-resolved",
  bad: "text-unresolved",
  unknown: "text-unknown",
  live: "text-primary",
  waiting: "text-muted-foreground",
  failed: "text-warning",
} as const;

function Outcome({ attempt }: { attempt: AttemptView }) {
  const { tone, label } = describePlace(attempt);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <span className={`inline-flex items-start gap-1 ${tones[tone]}`}>
        <PlaceIcon tone={tone} className="mt-0.5 size-3.5" />
        <span className="[overflow-wrap:anywhere]">{label}</span>
      </span>
      {attempt.graderAccess > 0 && (
        <Badge
          tone="warning"
          icon={ShieldAlert}
          title="By rule: the agent read or changed files of the grader."
        >
          grader
        </Badge>
      )}
    </span>
  );
}

function Patch({ attempt }: { attempt: AttemptView }) {
  const { patchAdded, patchRemoved, patchFiles } = attempt;
  if (patchFiles === null) return <span className="text-muted-foreground">–</span>;
  return (
    <>
      <span className="text-resolved">+{patchAdded ?? "?"}</span>{" "}
      <span className="text-unresolved">−{patchRemoved ?? "?"}</span>{" "}
      <span className="text-muted-foreground">
        in {patchFiles} {patchFiles === 1 ? "file" : "files"}
      </span>
    </>
  );
}

function Standing({
  attempt: { rolloutId },
  champion,
  survivors,
}: {
  attempt: AttemptView;
  champion: string | null;
  survivors: ReadonlySet<string>;
}) {
  if (rolloutId === null) return null;
  if (rolloutId === champion) {
    return (
      <Badge tone="winner" icon={Trophy}>
        champion
      </Badge>
    );
  }
  return survivors.has(rolloutId) ? <Badge tone="winner">selected</Badge> : null;
}
