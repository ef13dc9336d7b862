import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { ExperimentListItem } from "@/lib/domain/experiment-views";
import { describeStatus } from "@/lib/domain/status";
import type { ImportView, TournamentListItem } from "@/lib/domain/views";

/** What a worker is at or will take up next. */
export function RunningList({
  imports,
  experiments,
  tournaments,
}: {
  imports: readonly ImportView[];
  experiments: readonly ExperimentListItem[];
  tournaments: readonly TournamentListItem[];
}) {
  return (
    <Card>
      <ul className="divide-y">
        {imports.map((item) => (
          <RunningLine
            key={item.id}
            href={`/imports/${item.id}`}
            name={`Import of ${item.title}`}
            item={item}
          >
            {item.filesTotal !== null && (
              <div className="w-full sm:w-80">
                <Progress label="Files read" done={item.filesDone} total={item.filesTotal} />
              </div>
            )}
          </RunningLine>
        ))}
        {experiments.map((item) => (
          <RunningLine
            key={item.id}
            href={`/experiments/${item.id}`}
            name={`Experiment: ${item.title}`}
            item={item}
          >
            <div className="w-full sm:w-80">
              <Progress label="Rollouts made" done={item.rollouts} total={item.rolloutsPlanned} />
            </div>
          </RunningLine>
        ))}
        {tournaments.map((item) => (
          <RunningLine
            key={item.id}
            href={`/tournaments/${item.id}`}
            name={`Tournament of ${item.taskTitle}`}
            item={item}
          />
        ))}
      </ul>
    </Card>
  );
}

function RunningLine({
  href,
  name,
  item,
  children,
}: {
  href: string;
  name: string;
  item: Pick<ImportView, "status">;
  children?: React.ReactNode;
}) {
  const { tone, label } = describeStatus(item.status);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <Link
        href={href}
        className="min-w-0 font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
      >
        {name}
      </Link>
      <Badge tone={tone}>{label}</Badge>
      {children}
    </li>
  );
}
