import { and, inArray, isNull, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { experiments, imports, tournaments } from "@/db/schema";

/** A unit of work that is not done, and until when somebody holds it (Unix ms, null: nobody). */
export interface UnfinishedWork {
  id: string;
  createdAt: number;
  leaseUntil: number | null;
}

/** All imports, tournaments and experiments that wait or are being carried out. */
export function listUnfinishedWork(db: Db): UnfinishedWork[] {
  return [imports, tournaments, experiments].flatMap((table) =>
    db
      .select({ id: table.id, createdAt: table.createdAt, leaseUntil: table.leaseUntil })
      .from(table)
      .where(and(inArray(table.status, ["queued", "running"]), isWorkOfItsOwn(table)))
      .all(),
  );
}

/** The tournaments of a run are played with it. */
function isWorkOfItsOwn(table: typeof imports | typeof tournaments | typeof experiments): SQL | undefined {
  return table === tournaments ? isNull(tournaments.runId) : undefined;
}
