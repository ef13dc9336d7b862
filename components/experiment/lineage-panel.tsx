"use client";

import { FileText } from "lucide-react";
import Link from "next/link";
import { describePlace } from "@/components/experiment/attempt-look";
import { ContextText } from "@/components/experiment/context-text";
import { PlaceIcon } from "@/components/experiment/place-icon";
import { RolloutNames } from "@/components/experiment/rollout-names";
import { useLineageUrl } from "@/components/experiment/use-lineage-url";
import { Card } from "@/components/ui/card";
import type { AttemptView } from "@/lib/domain/experiment-views";
import {
  findContext,
  placeKey,
  sayContext,
  type ContextOrder,
  type Lineage,
  type LineageContext,
} from "@/lib/domain/lineage";
import { countOf, formatCount } from "@/lib/utils/format";

/** The chosen node in full: a rollout with what it was given and to whom it was given on, or a context's text. */
export function LineagePanel({
  experimentId,
  lineage,
  chosen,
}: {
  experimentId: string;
  lineage: Lineage;
  /** Key of the node in view. */
  chosen: string | null;
}) {
  const contexts = lineage.columns.flatMap((column) => column.contexts);
  const context = contexts.find((each) => each.key === chosen);
  const attempt = lineage.columns
    .flatMap((column) => column.attempts)
    .find((each) => placeKey(each) === chosen);
  return (
    <Card className="flex min-w-0 flex-col gap-3 p-4 text-sm xl:max-h-[min(40rem,75dvh)] xl:overflow-y-auto">
      {context && <ContextPanel experimentId={experimentId} context={context} />}
      {attempt && <PlacePanel lineage={lineage} attempt={attempt} />}
      {!context && !attempt && (
        <p className="text-muted-foreground">
          {chosen === null
            ? "Choose a rollout or a context to see what it was given, and to read the text."
            : `There is no node ${chosen} in this lineage.`}
        </p>
      )}
    </Card>
  );
}

function ContextPanel({ experimentId, context }: { experimentId: string; context: LineageContext }) {
  return (
    <>
      <h3 className="flex items-center gap-1.5 font-semibold">
        <FileText aria-hidden className="size-4 text-primary" />
        Context: {sayContext(context)}
      </h3>
      <dl className="flex flex-col gap-1 text-xs">
        <Line name="summaries of">
          <RolloutNames attempts={context.parents} />
        </Line>
        <Line name="given to">
          <RolloutNames attempts={context.children} />
        </Line>
      </dl>
      <h4 className="text-xs font-semibold">
        {context.orders.length === 1 ? "The text" : "Its texts, by the order of the summaries"}
      </h4>
      <ul className="flex flex-col divide-y rounded-md border">
        {context.orders.map((order) => (
          <li key={order.id}>
            <Order experimentId={experimentId} order={order} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Order({ experimentId, order }: { experimentId: string; order: ContextOrder }) {
  const { state, go } = useLineageUrl();
  const isOpen = state.text === order.id;
  return (
    <div className="flex min-w-0 flex-col gap-1.5 px-2.5 py-1.5 text-xs">
      <div className="flex flex-wrap items-baseline gap-x-2">
        <span>{order.shown.map((parent) => `r${parent.number}`).join(", ")}</span>
        <span className="text-muted-foreground">
          → <RolloutNames attempts={order.children} />
        </span>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => go({ text: isOpen ? null : order.id })}
          className="ml-auto rounded font-medium text-primary underline-offset-2 hover:underline"
        >
          {isOpen ? "hide the text" : `text, ${formatCount(order.characters)} characters`}
        </button>
      </div>
      {isOpen && <ContextText experimentId={experimentId} contextId={order.id} parents={order.parents} />}
    </div>
  );
}

function PlacePanel({ lineage, attempt }: { lineage: Lineage; attempt: AttemptView }) {
  const { tone, label } = describePlace(attempt);
  const context = findContext(lineage.columns, attempt);
  const order = context?.orders.find((each) => each.id === attempt.contextId);
  const given = lineage.columns
    .flatMap((column) => column.contexts)
    .filter((each) => each.parents.some((parent) => placeKey(parent) === placeKey(attempt)));
  const children = given.flatMap((each) => each.children);
  return (
    <>
      <h3 className="flex items-center gap-1.5 font-semibold">
        <PlaceIcon tone={tone} className="size-4" />r{attempt.number}: {label}
      </h3>
      <dl className="flex flex-col gap-1 text-xs">
        <Line name="iteration">{attempt.iteration}</Line>
        <Line name="steps">{attempt.rolloutId === null ? "–" : formatCount(attempt.steps)}</Line>
        {order && (
          <Line name="given the summaries of">
            <RolloutNames attempts={order.shown} />
          </Line>
        )}
        <Line name="its summary was given to">
          {children.length === 0 ? "no rollout" : <RolloutNames attempts={children} />}
        </Line>
      </dl>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {attempt.rolloutId !== null && (
          <Link
            href={`/rollouts/${attempt.rolloutId}`}
            className="font-medium text-primary underline underline-offset-2"
          >
            Read its steps
          </Link>
        )}
        {context && order && <ToContext context={context} order={order} />}
      </p>
    </>
  );
}

function ToContext({ context, order }: { context: LineageContext; order: ContextOrder }) {
  const { go } = useLineageUrl();
  return (
    <button
      type="button"
      onClick={() => go({ node: context.key, text: order.id })}
      className="font-medium text-primary underline underline-offset-2"
    >
      Read what it was given ({countOf(order.characters, "character")})
    </button>
  );
}

function Line({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-1.5">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
