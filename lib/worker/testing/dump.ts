// All that a data directory's database says, without times, counters and leases: two runs of the same work must
// give the same dump.
import { dumpTables, SHARED_TABLES } from "@/lib/worker/testing/dump-tables";

const TABLES = ["import", "import_file", "blob", "rollout_file", "outcome", ...SHARED_TABLES];
const VOLATILE = new Set(["created_at", "cast_at", "latency_ms", "lease_owner", "lease_until"]);
/** Times of the work itself; a rollout's own are its log's. */
const WORK_TIMES = new Set(["started_at", "finished_at"]);

/** The rows of every table, in an order that does not depend on when they were written. */
export function dumpHome(home: string): Record<string, string[]> {
  return dumpTables(home, TABLES, (table, row) => JSON.stringify(withoutVolatile(table, row)));
}

function withoutVolatile(table: string, row: Record<string, unknown>): [string, unknown][] {
  const isWork = table === "import" || table === "tournament";
  return Object.entries(row).filter(
    ([column]) =>
      !VOLATILE.has(column) &&
      !(isWork && WORK_TIMES.has(column)) &&
      !(table === "import_file" && column === "id"),
  );
}
