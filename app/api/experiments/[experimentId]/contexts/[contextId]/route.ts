import { getContext, listRuns } from "@/db/queries/experiments";
import { getDb } from "@/lib/server/db";

/** A refinement context with its text exactly as it was sent, and whose summaries it holds in which order. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/api/experiments/[experimentId]/contexts/[contextId]">,
): Promise<Response> {
  const { experimentId, contextId } = await params;
  const db = getDb();
  const context = getContext(db, contextId);
  if (!context || !listRuns(db, experimentId).some((run) => run.id === context.runId)) {
    const message = `Experiment ${experimentId} has no refinement context ${contextId}.`;
    return Response.json({ message }, { status: 404 });
  }
  const { iteration, parents, text } = context;
  return Response.json({ id: contextId, iteration, parents, text });
}
