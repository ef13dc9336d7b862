import Link from "next/link";
import { AttemptCells, CellsLegend } from "@/components/experiment/attempt-cells";
import { Badge } from "@/components/ui/badge";
import { SectionHeading } from "@/components/ui/card";
import { OutcomeBadge } from "@/components/ui/outcome-badge";
import { Table, Td, Th } from "@/components/ui/table";
import type { ExperimentView, RunView } from "@/lib/domain/experiment-views";
import { hasTournament } from "@/lib/domain/experiment-progress";
import { describeOutcome } from "@/lib/domain/outcome";
import { describeStatus } from "@/lib/domain/status";

const linkClass = "font-medium underline-offset-2 hover:underline";

/** One row a task: its populations, its tournaments and its champion. */
export function RunsTable({ experiment }: { experiment: ExperimentView }) {
  const { id, runs, settings } = experiment;
  const iterations = Array.from({ length: settings.iterations }, (_, iteration) => iteration);
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionHeading title="Runs" remark="one a task; its name leads to its lineage and populations" />
      <CellsLegend />
      <Table label="Runs by task">
        <thead>
          <tr>
            <Th>Task</Th>
            <Th>Status</Th>
            <Th>Champion</Th>
            {iterations.map((iteration) => (
              <Th key={iteration}>Iteration {iteration}</Th>
            ))}
            <Th>Brackets</Th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id} className="align-top">
              <Td className="max-w-72 min-w-44">
                <Link href={`/experiments/${id}/runs/${run.position}`} className={linkClass}>
                  {run.task.title}
                </Link>
                {run.error !== null && (
                  <p className="text-2xs [overflow-wrap:anywhere] text-unresolved">{run.error}</p>
                )}
              </Td>
              <Td>
                <Badge tone={describeStatus(run.status).tone}>{run.status}</Badge>
              </Td>
              <Td>
                <Champion run={run} />
              </Td>
              {iterations.map((iteration) => (
                <Td key={iteration}>
                  <Cells run={run} iteration={iteration} />
                </Td>
              ))}
              <Td>
                <Brackets run={run} iterations={iterations.filter((each) => hasTournament(settings, each))} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function Cells({ run, iteration }: { run: RunView; iteration: number }) {
  const found = run.iterations.find((each) => each.iteration === iteration);
  return found ? <AttemptCells iteration={found} /> : <span className="text-muted-foreground">–</span>;
}

/** The champion with its known verdict. */
export function Champion({ run }: { run: RunView }) {
  if (run.champion === null) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap">
      <Link href={`/rollouts/${run.champion}`} prefetch={false} className={`${linkClass} text-winner`}>
        {run.championNumber === null ? "unknown rollout" : `r${run.championNumber}`}
      </Link>
      <OutcomeBadge {...describeOutcome(run.championResolved)} />
    </span>
  );
}

function Brackets({ run, iterations }: { run: RunView; iterations: readonly number[] }) {
  return (
    <ul className="flex flex-col gap-0.5 text-xs whitespace-nowrap">
      {iterations.map((iteration) => {
        const tournament = run.iterations.find((each) => each.iteration === iteration)?.tournament ?? null;
        return (
          <li key={iteration}>
            {tournament === null ? (
              <span className="text-muted-foreground">iteration {iteration}: not yet</span>
            ) : (
              <Link
                href={`/tournaments/${tournament.id}`}
                prefetch={false}
                className="underline underline-offset-2"
              >
                iteration {iteration}
                {tournament.status !== "finished" && `: ${tournament.status}`}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
