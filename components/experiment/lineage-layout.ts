// Where the nodes of a lineage stand: a block of places for each iteration, and between two blocks their contexts.
import { placeKey, type Lineage, type LineageContext } from "@/lib/domain/lineage";
import type { AttemptView } from "@/lib/domain/experiment-views";

export const PLACE_SIZE = { width: 84, height: 26 } as const;
export const CONTEXT_SIZE = { width: 112, height: 40 } as const;
export const HEAD_HEIGHT = 40;
/** More stand in several columns side by side. */
const MOST_ROWS = 16;
const GAP = 8;
/** Between two blocks, for the edges. */
const ALLEY = 84;

export interface Placed<T> {
  key: string;
  x: number;
  y: number;
  item: T;
}

/** From the right side of one node to the left side of another. */
export interface Wire {
  from: string;
  to: string;
  /** The `d` of an SVG path. */
  path: string;
}

export interface LineageLayout {
  heads: Placed<{ iteration: number; width: number }>[];
  places: Placed<AttemptView>[];
  contexts: Placed<LineageContext>[];
  wires: Wire[];
  width: number;
  height: number;
}

/** Puts every node at a fixed place; the same lineage always looks the same. */
export function layOutLineage({ columns }: Lineage): LineageLayout {
  const height = Math.max(
    0,
    ...columns.flatMap(({ attempts, contexts }) => [
      blockOf(attempts.length, PLACE_SIZE).height,
      blockOf(contexts.length, CONTEXT_SIZE).height,
    ]),
  );
  const layout: LineageLayout = { heads: [], places: [], contexts: [], wires: [], width: 0, height };
  let x = 0;
  for (const { iteration, attempts, contexts } of columns) {
    if (contexts.length > 0) {
      layout.contexts.push(...placeBlock(contexts, CONTEXT_SIZE, x, height, (context) => context.key));
      x += blockOf(contexts.length, CONTEXT_SIZE).width + ALLEY;
    }
    const { width } = blockOf(attempts.length, PLACE_SIZE);
    layout.heads.push({
      key: `head-${iteration}`,
      x: x + (width - Math.max(width, 120)) / 2,
      y: -HEAD_HEIGHT - GAP,
      item: { iteration, width: Math.max(width, 120) },
    });
    layout.places.push(...placeBlock(attempts, PLACE_SIZE, x, height, placeKey));
    x += width + ALLEY;
  }
  const wires = drawWires(
    columns.flatMap((column) => column.contexts),
    layout,
  );
  return { ...layout, wires, width: Math.max(0, x - ALLEY) };
}

interface Size {
  width: number;
  height: number;
}

function blockOf(count: number, size: Size): Size {
  const rows = Math.min(count, MOST_ROWS);
  const wide = Math.ceil(count / MOST_ROWS);
  return {
    width: Math.max(0, wide * (size.width + GAP) - GAP),
    height: Math.max(0, rows * (size.height + GAP) - GAP),
  };
}

/** Fills columns from the top, the block in the middle of `height`. */
function placeBlock<T>(
  items: readonly T[],
  size: Size,
  x: number,
  height: number,
  keyOf: (item: T) => string,
): Placed<T>[] {
  const top = (height - blockOf(items.length, size).height) / 2;
  return items.map((item, index) => ({
    key: keyOf(item),
    x: x + Math.floor(index / MOST_ROWS) * (size.width + GAP),
    y: top + (index % MOST_ROWS) * (size.height + GAP),
    item,
  }));
}

function drawWires(
  contexts: readonly LineageContext[],
  layout: Pick<LineageLayout, "places" | "contexts">,
): Wire[] {
  const places = new Map(layout.places.map((placed) => [placed.key, placed]));
  const papers = new Map(layout.contexts.map((placed) => [placed.key, placed]));
  return contexts.flatMap(({ key, parents, children }) => {
    const paper = papers.get(key);
    if (paper === undefined) return [];
    const into = parents.flatMap((parent) => {
      const place = places.get(placeKey(parent));
      return place ? [{ from: place.key, to: key, path: curve(place, PLACE_SIZE, paper, CONTEXT_SIZE) }] : [];
    });
    const out = children.flatMap((child) => {
      const place = places.get(placeKey(child));
      return place ? [{ from: key, to: place.key, path: curve(paper, CONTEXT_SIZE, place, PLACE_SIZE) }] : [];
    });
    return [...into, ...out];
  });
}

function curve(from: Placed<unknown>, size: Size, to: Placed<unknown>, toSize: Size): string {
  const start = { x: from.x + size.width, y: from.y + size.height / 2 };
  const end = { x: to.x, y: to.y + toSize.height / 2 };
  const bend = (end.x - start.x) / 2;
  return `M${start.x},${start.y} C${start.x + bend},${start.y} ${end.x - bend},${end.y} ${end.x},${end.y}`;
}
