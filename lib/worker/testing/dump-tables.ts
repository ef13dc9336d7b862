// Rows of a data directory's database as text, for comparing two runs of the same work.
import Database from "better-sqlite3";
import { z } from "zod";
import { databasePath } from "@/db/client";

/** What imports and experiments both leave behind: rollouts, and tournaments among them. */
export const SHARED_TABLES = [
  "task",
  "rollout",
  "verdict",
  "step",
  "step_page",
  "evidence",
  "summary",
  "tournament",
  "tournament_candidate",
  "tournament_group",
  "vote",
];

/**
 * The rows of every table, in an order that does not depend on when they were written.
 * @param write a row as text, without what may differ between two runs
 */
export function dumpTables(
  home: string,
  tables: readonly string[],
  write: (table: string, row: Record<string, unknown>) => string,
): Record<string, string[]> {
  const client = new Database(databasePath(home), { readonly: true });
  const dumped = tables.map((table) => {
    const rows = readRows(client, table).map((row) => write(table, row));
    return [table, rows.toSorted()] as const;
  });
  client.close();
  return Object.fromEntries(dumped);
}

function readRows(client: Database.Database, table: string): Record<string, unknown>[] {
  const rows = client.prepare(`select * from "${table}"`).all();
  return z.array(z.record(z.string(), z.unknown())).parse(rows);
}
