// Who was given whose summaries (paper, section 2.4): the populations of a run, and between two of them the
// refinement contexts. Contexts with the same parents in different orders are drawn as one.
import type { AttemptView, ContextView, IterationView, RunView } from "@/lib/domain/experiment-views";

/** A context in one order of its parents: the exact text that `children` were given. */
export interface ContextOrder extends ContextView {
  /** The parents in the order shown; one that is no rollout of this run is left out. */
  shown: AttemptView[];
  children: AttemptView[];
}

/** The same parents, in one order or in several. */
export interface LineageContext {
  /** "c1.0": its iteration, and its place among the contexts of that. */
  key: string;
  iteration: number;
  /** By number. */
  parents: AttemptView[];
  /** By their first child. */
  orders: ContextOrder[];
  children: AttemptView[];
}

export interface LineageColumn {
  iteration: number;
  /** What its rollouts were given; by first child. */
  contexts: LineageContext[];
  attempts: AttemptView[];
  /** The rollouts that its tournament selected. */
  survivors: ReadonlySet<string>;
}

export interface Lineage {
  columns: LineageColumn[];
  champion: string | null;
  /** Keys of the champion and of all that led to it. */
  lit: ReadonlySet<string>;
}

/** The key of a place: "1.7", its iteration and index. */
export function placeKey({ iteration, index }: Pick<AttemptView, "iteration" | "index">): string {
  return `${iteration}.${index}`;
}

/** The lineage of a run as far as it has come. */
export function traceLineage({ iterations, champion }: Pick<RunView, "iterations" | "champion">): Lineage {
  const made = new Map(
    iterations
      .flatMap(({ attempts }) => attempts)
      .flatMap((attempt) => (attempt.rolloutId === null ? [] : [[attempt.rolloutId, attempt] as const])),
  );
  const columns = iterations.map((iteration) => ({
    iteration: iteration.iteration,
    contexts: groupContexts(iteration, made),
    attempts: iteration.attempts,
    survivors: new Set(iteration.tournament?.survivors),
  }));
  const crowned = champion === null ? undefined : made.get(champion);
  return { columns, champion, lit: crowned ? lightWay(crowned, columns) : new Set() };
}

function groupContexts(
  { iteration, attempts, contexts }: IterationView,
  made: ReadonlyMap<string, AttemptView>,
): LineageContext[] {
  const children = Map.groupBy(attempts, (attempt) => attempt.contextId);
  const orders = contexts
    .map((context): ContextOrder => ({
      ...context,
      shown: context.parents.flatMap((id) => made.get(id) ?? []),
      children: children.get(context.id) ?? [],
    }))
    .toSorted((one, other) => firstChild(one) - firstChild(other));
  const groups = Map.groupBy(orders, ({ parents }) => parents.toSorted().join(" "));
  return [...groups.values()].map((group, index) => ({
    key: `c${iteration}.${index}`,
    iteration,
    parents: (group[0]?.shown ?? []).toSorted((one, other) => one.number - other.number),
    orders: group,
    children: group.flatMap((order) => order.children).toSorted((one, other) => one.index - other.index),
  }));
}

function firstChild({ children }: ContextOrder): number {
  return Math.min(...children.map((child) => child.index));
}

/** Champion, its context, the parents in that, their contexts, and so on back to iteration 0. */
function lightWay(champion: AttemptView, columns: readonly LineageColumn[]): Set<string> {
  const lit = new Set<string>();
  const light = (attempt: AttemptView) => {
    if (lit.has(placeKey(attempt))) return;
    lit.add(placeKey(attempt));
    const context = findContext(columns, attempt);
    if (context === undefined) return;
    lit.add(context.key);
    context.parents.forEach(light);
  };
  light(champion);
  return lit;
}

/** The context that a place was given, or undefined. */
export function findContext(
  columns: readonly LineageColumn[],
  { iteration, contextId }: Pick<AttemptView, "iteration" | "contextId">,
): LineageContext | undefined {
  if (contextId === null) return undefined;
  return columns
    .find((column) => column.iteration === iteration)
    ?.contexts.find((context) => context.orders.some((order) => order.id === contextId));
}

/** "4 summaries, 16 orders", "1 summary". */
export function sayContext({ parents, orders }: Pick<LineageContext, "parents" | "orders">): string {
  const summaries = parents.length === 1 ? "1 summary" : `${parents.length} summaries`;
  return orders.length === 1 ? summaries : `${summaries}, ${orders.length} orders`;
}
