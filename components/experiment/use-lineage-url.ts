"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";

const parsers = {
  view: parseAsStringLiteral(["graph", "table"]).withDefault("graph"),
  node: parseAsString,
  text: parseAsString,
};

/**
 * What of the lineage is looked at, kept in the URL: ?view=table&node=c1.0&text=CONTEXT. `node` is the key of a place
 * or context, `text` the id of the context whose text is open.
 */
export function useLineageUrl() {
  const [state, setState] = useQueryStates(parsers, { history: "push" });
  return { state, go: (change: Parameters<typeof setState>[0]) => void setState(change) };
}
