import type { CSSProperties } from "react";
import {
  findCeiling,
  listStairs,
  sayInterval,
  sayPercent,
  sayShare,
  type Stair,
} from "@/components/experiment/stairs";
import { SectionHeading } from "@/components/ui/card";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { isUnfinished } from "@/lib/domain/status";
import { cn } from "@/lib/utils/cn";
import { countOf } from "@/lib/utils/format";

const HEIGHT = 176;
/** Beside the bars, for what the ceiling's line says. */
const CEILING_ROOM = "pr-16";

/** How the share of resolved rollouts climbs from the average one to the champions, under the ceiling pass@N. */
export function Staircase({ experiment }: { experiment: ExperimentView }) {
  const stairs = listStairs(experiment);
  const ceiling = findCeiling(experiment);
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionHeading
        title="Staircase"
        remark={`share resolved, from the average rollout to the champions${isUnfinished(experiment.status) ? ", so far" : ""}`}
      />
      <figure className="flex min-w-0 flex-col gap-3 rounded-lg border bg-surface p-4">
        <Bars stairs={stairs} ceiling={ceiling} tasks={experiment.runs.length} />
        <Legend stairs={stairs} />
        <Numbers stairs={[...stairs, ceiling]} />
      </figure>
    </section>
  );
}

function Bars({ stairs, ceiling, tasks }: { stairs: readonly Stair[]; ceiling: Stair; tasks: number }) {
  const line = ceiling.share.value;
  return (
    // The table below says the same.
    <div aria-hidden>
      <div
        className={cn("relative grid gap-2 border-b border-border-strong sm:gap-4", CEILING_ROOM)}
        style={{ height: HEIGHT, ...columnsFor(stairs) }}
      >
        {stairs.map((stair) => (
          <Bar key={stair.key} stair={stair} isPartial={stair.share.tasks < tasks} />
        ))}
        {line !== null && (
          <div
            className="pointer-events-none absolute inset-x-0 border-t-2 border-dashed border-muted-foreground"
            style={{ bottom: heightOf(line) }}
          >
            <span
              title={ceiling.meaning}
              className="absolute right-0 bottom-0.5 flex flex-col items-end text-2xs leading-4 text-muted-foreground"
            >
              <span className="text-sm font-semibold text-foreground">{sayPercent(line)}</span>
            </span>
            <span className="absolute top-0.5 right-0 text-right text-2xs leading-4 text-muted-foreground">
              {ceiling.label}
              <br />
              {sayTasks(ceiling, tasks)}
            </span>
          </div>
        )}
      </div>
      <div className={cn("mt-1.5 grid gap-2 sm:gap-4", CEILING_ROOM)} style={columnsFor(stairs)}>
        {stairs.map((stair) => (
          <div key={stair.key} title={stair.meaning} className="text-center text-2xs leading-4 text-balance">
            <div className={cn(stair.isFinal ? "font-semibold text-winner" : "text-foreground")}>
              {stair.label}
            </div>
            <div className="text-muted-foreground">{sayTasks(stair, tasks)}</div>
          </div>
        ))}
      </div>
    </div>
  );
}

/** "6 tasks", or "1 of 6 tasks" where others are still to come: such a share may yet change much. */
function sayTasks({ share }: Stair, all: number): string {
  return share.tasks < all ? `${share.tasks} of ${countOf(all, "task")}` : countOf(all, "task");
}

/** What the upright line at a bar is. */
function Legend({ stairs }: { stairs: readonly Stair[] }) {
  if (stairs.every(({ interval }) => interval === null)) return null;
  return (
    <p className="flex items-center gap-1.5 text-2xs text-muted-foreground">
      <Whisker className="h-3.5" />
      95% interval over the tasks, where a share counts tasks
    </p>
  );
}

function Whisker({ className, style }: { className: string; style?: CSSProperties }) {
  return (
    <span aria-hidden className={cn("w-2 border-y-2 border-foreground/70", className)} style={style}>
      <span className="mx-auto block h-full w-0 border-l-2 border-foreground/70" />
    </span>
  );
}

/** @param isPartial some tasks are not counted yet: the bar is pale */
function Bar({ stair, isPartial }: { stair: Stair; isPartial: boolean }) {
  const { share, isFinal, interval } = stair;
  return (
    <div className="flex min-w-0 flex-col items-center justify-end" title={stair.meaning}>
      <span
        className={cn(
          "relative z-10 mb-0.5 rounded bg-surface/85 px-1 text-sm font-semibold",
          share.value === null && "text-xs font-normal text-muted-foreground",
        )}
      >
        {sayShare(stair)}
      </span>
      <div
        className={cn(
          "relative w-full max-w-20 rounded-t",
          isFinal ? "bg-winner-line" : "bg-primary/60",
          isPartial && "opacity-50",
        )}
        style={{ height: heightOf(share.value ?? 0) }}
      >
        {interval !== null && share.value !== null && (
          <Whisker
            className="absolute -right-4"
            style={{
              bottom: heightOf(interval.low),
              height: `calc(${heightOf(interval.high)} - ${heightOf(interval.low)})`,
            }}
          />
        )}
      </div>
    </div>
  );
}

const columnsFor = (stairs: readonly Stair[]) => ({
  gridTemplateColumns: `repeat(${stairs.length}, minmax(0, 1fr))`,
});

/** Room is left above 100% for the figure. */
function heightOf(share: number): string {
  return `${(share * (HEIGHT - 26)).toFixed(1)}px`;
}

function Numbers({ stairs }: { stairs: readonly Stair[] }) {
  return (
    <details className="text-xs">
      <summary className="text-muted-foreground">The numbers</summary>
      <div className="mt-2 overflow-x-auto">
        <table className="w-full text-left">
          <caption className="sr-only">The staircase in numbers</caption>
          <thead>
            <tr className="text-muted-foreground">
              {["Stair", "Share", "Over", "95% interval", "What it is"].map((head) => (
                <th key={head} scope="col" className="py-1 pr-4 font-medium whitespace-nowrap">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stairs.map((stair) => (
              <tr key={stair.key} className="align-top">
                <th scope="row" className="py-1 pr-4 font-medium whitespace-nowrap">
                  {stair.label}
                </th>
                <td className="py-1 pr-4">{sayShare(stair)}</td>
                <td className="py-1 pr-4 whitespace-nowrap">{countOf(stair.share.tasks, "task")}</td>
                <td className="py-1 pr-4 whitespace-nowrap">{sayInterval(stair.interval)}</td>
                <td className="min-w-52 py-1">{stair.meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="mt-1 text-muted-foreground">
        Intervals are Wilson’s, over tasks, where a share counts tasks. Unknown verdicts are left out.
      </p>
    </details>
  );
}
