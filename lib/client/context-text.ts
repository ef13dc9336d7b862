import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { fetchJson } from "@/lib/client/api";

const contextTextSchema = z.object({ text: z.string() });

/** The exact text of a refinement context. It never changes. */
export function contextTextQuery(experimentId: string, contextId: string) {
  return queryOptions({
    queryKey: ["context-text", experimentId, contextId],
    queryFn: async ({ signal }): Promise<string> => {
      const url = `/api/experiments/${experimentId}/contexts/${contextId}`;
      return contextTextSchema.parse(await fetchJson(url, signal)).text;
    },
    staleTime: Infinity,
  });
}
