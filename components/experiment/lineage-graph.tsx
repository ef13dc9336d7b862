"use client";

// Loaded only where it is looked at: it brings @xyflow/react with it.
import "@xyflow/react/dist/base.css";
import { Background, Controls, ReactFlow, type Node, type NodeChange, type NodeProps } from "@xyflow/react";
import { FileText, Trophy } from "lucide-react";
import { memo, useMemo } from "react";
import { describePlace, placeColors } from "@/components/experiment/attempt-look";
import {
  CONTEXT_SIZE,
  HEAD_HEIGHT,
  PLACE_SIZE,
  type LineageLayout,
  type Wire,
} from "@/components/experiment/lineage-layout";
import { PlaceIcon } from "@/components/experiment/place-icon";
import type { AttemptView } from "@/lib/domain/experiment-views";
import { sayContext, type Lineage, type LineageContext } from "@/lib/domain/lineage";
import { cn } from "@/lib/utils/cn";
import { countOf } from "@/lib/utils/format";

type PlaceNode = Node<
  { attempt: AttemptView; lit: boolean; selectedByJudge: boolean; champion: boolean },
  "place"
>;
type ContextNode = Node<{ context: LineageContext; lit: boolean }, "context">;
type HeadNode = Node<{ iteration: number; count: number; resolved: number }, "head">;
/** All lines as one drawing: there may be hundreds, and they are never picked. */
type WiresNode = Node<{ layout: LineageLayout; lit: ReadonlySet<string>; chosen: string | null }, "wires">;
type LineageNode = WiresNode | PlaceNode | ContextNode | HeadNode;

const nodeTypes = {
  wires: memo(Wires),
  place: memo(PlaceBox),
  context: memo(ContextBox),
  head: memo(HeadBox),
};

/** The lineage drawn: iterations as columns, contexts between them, the champion's way lit. Fills its parent. */
export default function LineageGraph({
  lineage,
  layout,
  chosen,
  choose,
}: {
  lineage: Lineage;
  layout: LineageLayout;
  /** Key of the node in view. */
  chosen: string | null;
  choose: (key: string | null) => void;
}) {
  const nodes = useMemo(() => buildNodes(lineage, layout, chosen), [lineage, layout, chosen]);
  const follow = (changes: NodeChange<LineageNode>[]) => {
    const found = changes.find((change) => change.type === "select" && change.selected);
    if (found?.type === "select") choose(found.id);
  };
  return (
    <ReactFlow
      aria-label="Lineage: iterations as columns, refinement contexts between them"
      nodes={nodes}
      nodeTypes={nodeTypes}
      onNodesChange={follow}
      onPaneClick={() => choose(null)}
      fitView
      fitViewOptions={{ padding: { top: "12px", x: "20px", bottom: "48px" }, maxZoom: 1.1 }}
      minZoom={0.15}
      maxZoom={2}
      nodesDraggable={false}
      nodesConnectable={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      // The wheel scrolls the page; the buttons and two fingers zoom.
      zoomOnScroll={false}
      preventScrolling={false}
      zoomOnDoubleClick={false}
      style={theme}
    >
      <Background gap={24} color="var(--border)" />
      <Controls
        showInteractive={false}
        orientation="horizontal"
        className="m-2! overflow-hidden rounded-md border bg-surface text-foreground"
      />
    </ReactFlow>
  );
}

/** Its own variables by the theme's tokens. */
const theme: React.CSSProperties & Record<`--${string}`, string> = {
  "--xy-controls-button-background-color": "var(--surface)",
  "--xy-controls-button-background-color-hover": "var(--surface-hover)",
  "--xy-controls-button-color": "var(--foreground)",
  "--xy-controls-button-color-hover": "var(--foreground)",
  "--xy-controls-button-border-color": "var(--border)",
  "--xy-attribution-background-color": "var(--surface)",
};

function buildNodes(lineage: Lineage, layout: LineageLayout, chosen: string | null): LineageNode[] {
  const { lit, champion, columns } = lineage;
  const survivors = new Set(columns.flatMap((column) => [...column.survivors]));
  return [
    {
      ...fixedNode("wires", { x: 0, y: 0 }, { width: layout.width, height: layout.height }),
      type: "wires",
      selectable: false,
      focusable: false,
      zIndex: -1,
      style: { pointerEvents: "none" },
      data: { layout, lit, chosen },
    },
    ...layout.heads.map(({ key, x, y, item }): HeadNode => {
      const attempts = columns.find((column) => column.iteration === item.iteration)?.attempts ?? [];
      return {
        ...fixedNode(key, { x, y }, { width: item.width, height: HEAD_HEIGHT }),
        type: "head",
        selectable: false,
        focusable: false,
        data: {
          iteration: item.iteration,
          count: attempts.length,
          resolved: attempts.filter((attempt) => attempt.resolved === true).length,
        },
      };
    }),
    ...layout.contexts.map(({ key, x, y, item }): ContextNode => ({
      ...fixedNode(key, { x, y }, CONTEXT_SIZE),
      type: "context",
      selected: key === chosen,
      ariaLabel: nameContext(item),
      data: { context: item, lit: lit.has(key) },
    })),
    ...layout.places.map(({ key, x, y, item }): PlaceNode => {
      const isChampion = item.rolloutId !== null && item.rolloutId === champion;
      const isSelected = item.rolloutId !== null && survivors.has(item.rolloutId);
      return {
        ...fixedNode(key, { x, y }, PLACE_SIZE),
        type: "place",
        selected: key === chosen,
        ariaLabel: namePlace(item, isSelected, isChampion),
        data: { attempt: item, lit: lit.has(key), selectedByJudge: isSelected, champion: isChampion },
      };
    }),
  ];
}

/** The size is known beforehand, so nothing has to be measured. */
function fixedNode(id: string, position: { x: number; y: number }, size: { width: number; height: number }) {
  return { id, position, ...size, measured: size };
}

function namePlace(attempt: AttemptView, isSelected: boolean, isChampion: boolean): string {
  const facts = [
    `r${attempt.number}`,
    `iteration ${attempt.iteration}`,
    describePlace(attempt).label,
    ...(isChampion ? ["champion"] : isSelected ? ["selected"] : []),
  ];
  return facts.join(", ");
}

function nameContext(context: LineageContext): string {
  const names = context.parents.map((parent) => `r${parent.number}`).join(", ");
  return `Context: ${sayContext(context)} (${names}), given to ${countOf(context.children.length, "rollout")}`;
}

function Wires({ data: { layout, lit, chosen } }: NodeProps<WiresNode>) {
  const isChosen = ({ from, to }: Wire) => from === chosen || to === chosen;
  const isLit = ({ from, to }: Wire) => lit.has(from) && lit.has(to);
  const plain = layout.wires.filter((wire) => !isChosen(wire) && !isLit(wire));
  const join = (wires: readonly Wire[]) => wires.map((wire) => wire.path).join(" ");
  return (
    <svg aria-hidden width={layout.width} height={layout.height} fill="none" className="overflow-visible">
      <path d={join(plain)} stroke="var(--border-strong)" opacity={0.7} />
      <path d={join(layout.wires.filter(isLit))} stroke="var(--winner-line)" strokeWidth={2.5} />
      <path d={join(layout.wires.filter(isChosen))} stroke="var(--primary)" strokeWidth={2} />
    </svg>
  );
}

function PlaceBox({ data, selected }: NodeProps<PlaceNode>) {
  const { attempt, lit, selectedByJudge, champion } = data;
  const { tone, label } = describePlace(attempt);
  return (
    <div
      title={namePlace(attempt, selectedByJudge, champion)}
      className={cn(
        "relative flex size-full items-center gap-1 rounded-md bg-surface pr-1 text-xs",
        lit ? "ring-2 ring-winner-line" : "ring-1 ring-border-strong",
        selected && "ring-2 ring-primary",
      )}
    >
      <span
        className={cn("grid h-full w-6 shrink-0 place-items-center rounded-l-md", placeColors[tone])}
        aria-hidden
      >
        <PlaceIcon tone={tone} className="size-3.5" />
      </span>
      <span className={cn("truncate", lit && "font-semibold")}>r{attempt.number}</span>
      {champion && <Trophy aria-hidden className="ml-auto size-3.5 shrink-0 text-winner" />}
      {selectedByJudge && !champion && (
        <span aria-hidden className="absolute inset-x-1 bottom-0 h-0.75 rounded bg-winner-line" />
      )}
      <span className="sr-only">{label}</span>
    </div>
  );
}

function ContextBox({ data: { context, lit }, selected }: NodeProps<ContextNode>) {
  return (
    <div
      title={nameContext(context)}
      className={cn(
        "flex size-full items-center gap-1.5 rounded-md bg-primary-soft px-2 text-2xs leading-3.5",
        lit ? "ring-2 ring-winner-line" : "ring-1 ring-border-strong",
        selected && "ring-2 ring-primary",
      )}
    >
      <FileText aria-hidden className="size-3.5 shrink-0 text-primary" />
      <span>
        {sayContext(context)
          .split(", ")
          .map((line) => (
            <span key={line} className="block whitespace-nowrap">
              {line}
            </span>
          ))}
      </span>
    </div>
  );
}

function HeadBox({ data: { iteration, count, resolved } }: NodeProps<HeadNode>) {
  return (
    <div className="flex size-full flex-col items-center justify-end text-center leading-4">
      <span className="text-xs font-semibold">Iteration {iteration}</span>
      <span className="text-2xs text-muted-foreground">
        {countOf(count, "rollout")}, {resolved} resolved
      </span>
    </div>
  );
}
