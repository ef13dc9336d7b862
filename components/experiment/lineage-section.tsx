"use client";

import dynamic from "next/dynamic";
import { Suspense, useMemo } from "react";
import { HEAD_HEIGHT, layOutLineage } from "@/components/experiment/lineage-layout";
import { LineagePanel } from "@/components/experiment/lineage-panel";
import { LineageTable } from "@/components/experiment/lineage-table";
import { useLineageUrl } from "@/components/experiment/use-lineage-url";
import { Button } from "@/components/ui/button";
import { SectionHeading } from "@/components/ui/card";
import type { RunView } from "@/lib/domain/experiment-views";
import { traceLineage, type Lineage, type LineageContext } from "@/lib/domain/lineage";

const LineageGraph = dynamic(() => import("@/components/experiment/lineage-graph"), {
  ssr: false,
  loading: () => (
    <div className="grid size-full place-items-center text-muted-foreground">Drawing the lineage …</div>
  ),
});

/** Under the drawing, for the zoom's buttons. */
const CONTROLS_ROOM = 80;

export interface LineageProps {
  experimentId: string;
  run: Pick<RunView, "champion" | "iterations">;
}

/** Who was given whose summaries, as a graph or as a table, with one node in full beside it. */
export function LineageSection(props: LineageProps) {
  return (
    <Suspense>
      <Section {...props} />
    </Suspense>
  );
}

function Section({ experimentId, run }: LineageProps) {
  const { state, go } = useLineageUrl();
  const lineage = useMemo(() => traceLineage(run), [run]);
  const layout = useMemo(() => layOutLineage(lineage), [lineage]);
  const chosen = state.node ?? findByText(lineage, state.text)?.key ?? null;
  const isTable = state.view === "table";
  return (
    <section className="flex min-w-0 flex-col gap-3" aria-label="Lineage">
      <SectionHeading
        title="Lineage"
        remark={
          <span className="max-sm:hidden">
            whose summaries each rollout was given; the champion’s way is lit. Tab moves between nodes, Enter
            opens one.
          </span>
        }
      >
        <Button onClick={() => go({ view: isTable ? "graph" : "table" })}>
          {isTable ? "As a graph" : "As a table"}
        </Button>
      </SectionHeading>
      <div className="grid min-w-0 items-start gap-3 xl:grid-cols-[minmax(0,1fr)_26rem]">
        {isTable ? (
          <LineageTable lineage={lineage} />
        ) : (
          <div
            // As high as the drawing needs at this width, within what a screen holds.
            style={{ aspectRatio: layout.width / (layout.height + HEAD_HEIGHT + CONTROLS_ROOM) }}
            className="max-h-[min(44rem,80dvh)] min-h-72 w-full min-w-0 overflow-hidden rounded-lg border bg-surface-sunken [&_.react-flow\_\_attribution_a]:text-muted-foreground!"
          >
            <LineageGraph
              lineage={lineage}
              layout={layout}
              chosen={chosen}
              choose={(node) => go({ node, text: null })}
            />
          </div>
        )}
        <LineagePanel experimentId={experimentId} lineage={lineage} chosen={chosen} />
      </div>
    </section>
  );
}

/** The context that a text is one of: links from elsewhere know no more. */
function findByText({ columns }: Lineage, text: string | null): LineageContext | undefined {
  return columns
    .flatMap((column) => column.contexts)
    .find((context) => context.orders.some((order) => order.id === text));
}
