"use client";

import { Trophy } from "lucide-react";
import { describePlace } from "@/components/experiment/attempt-look";
import { PlaceIcon } from "@/components/experiment/place-icon";
import { RolloutNames } from "@/components/experiment/rollout-names";
import { useLineageUrl } from "@/components/experiment/use-lineage-url";
import { Table, Td, Th } from "@/components/ui/table";
import type { AttemptView } from "@/lib/domain/experiment-views";
import { findContext, placeKey, type Lineage, type LineageColumn } from "@/lib/domain/lineage";
import { cn } from "@/lib/utils/cn";
import { formatCount } from "@/lib/utils/format";

const MOST_NAMES = 8;

/** The lineage as rows: each rollout, what it was given, and whether it leads to the champion. */
export function LineageTable({ lineage }: { lineage: Lineage }) {
  return (
    <div className="max-h-[min(40rem,75dvh)] min-w-0 overflow-y-auto rounded-lg">
      <Table label="Lineage by rollout">
        <thead>
          <tr>
            <Th>Rollout</Th>
            <Th numeric>Iteration</Th>
            <Th>Outcome</Th>
            <Th>Given the summaries of, in this order</Th>
            <Th>Text</Th>
            <Th>To the champion</Th>
          </tr>
        </thead>
        <tbody>
          {lineage.columns.flatMap((column) =>
            column.attempts.map((attempt) => (
              <Row key={placeKey(attempt)} lineage={lineage} column={column} attempt={attempt} />
            )),
          )}
        </tbody>
      </Table>
    </div>
  );
}

function Row({
  lineage,
  column,
  attempt,
}: {
  lineage: Lineage;
  column: LineageColumn;
  attempt: AttemptView;
}) {
  const { state, go } = useLineageUrl();
  const { tone, label } = describePlace(attempt);
  const context = findContext(lineage.columns, attempt);
  const order = context?.orders.find((each) => each.id === attempt.contextId);
  const key = placeKey(attempt);
  const isSelected = attempt.rolloutId !== null && column.survivors.has(attempt.rolloutId);
  const isChampion = attempt.rolloutId !== null && attempt.rolloutId === lineage.champion;
  return (
    <tr className={cn("text-xs", state.node === key && "bg-primary-soft")}>
      <Td>
        <button
          type="button"
          onClick={() => go({ node: key, text: null })}
          className="rounded font-semibold underline-offset-2 hover:underline"
        >
          r{attempt.number}
        </button>
      </Td>
      <Td numeric>{attempt.iteration}</Td>
      <Td className="whitespace-nowrap">
        <span className="inline-flex items-center gap-1">
          <PlaceIcon tone={tone} className="size-3.5" />
          {label}
        </span>
      </Td>
      <Td>{order ? <RolloutNames attempts={order.shown} most={MOST_NAMES} /> : "–"}</Td>
      <Td className="whitespace-nowrap">
        {context && order && (
          <button
            type="button"
            onClick={() => go({ node: context.key, text: order.id })}
            className="rounded text-primary underline underline-offset-2"
          >
            {formatCount(order.characters)} characters
          </button>
        )}
      </Td>
      <Td className="whitespace-nowrap">
        {isChampion ? (
          <span className="inline-flex items-center gap-1 font-semibold text-winner">
            <Trophy aria-hidden className="size-3.5" />
            champion
          </span>
        ) : lineage.lit.has(key) ? (
          "on its way"
        ) : isSelected ? (
          "selected"
        ) : (
          ""
        )}
      </Td>
    </tr>
  );
}
