// All that a data directory says of its experiments, without times and durations: two runs under the same seed must
// give the same dump.
import { unpackJson } from "@/db/packed-json";
import { dumpTables, SHARED_TABLES } from "@/lib/worker/testing/dump-tables";

const TABLES = ["experiment", "run", "attempt", "refinement_context", "verification", ...SHARED_TABLES];

/** Times, leases, and fingerprints of files that hold times. */
const VOLATILE =
  /^(?:created_at|cast_at|started_at|finished_at|latency_ms|duration_ms|worked_ms|lease_owner|lease_until|content_hash|key)$/;

/** The rows of every table, in an order that does not depend on when they were written. */
export function dumpExperiment(home: string): Record<string, string[]> {
  return dumpTables(home, TABLES, (_table, row) => {
    const kept = Object.entries(row).filter(([column]) => !VOLATILE.test(column));
    return withoutTimes(JSON.stringify(kept.map(([column, value]) => [column, unpack(value)])));
  });
}

function unpack(value: unknown): unknown {
  return Buffer.isBuffer(value) ? unpackJson(value) : value;
}

/** What clocks have printed into outputs and logs. */
function withoutTimes(text: string): string {
  return text
    .replaceAll(/duration_ms \d+(?:\.\d+)?/g, "duration_ms T")
    .replaceAll(/\(\d+(?:\.\d+)?ms\)/g, "(T)")
    .replaceAll(/"timestamp":"[^"]*"/g, '"timestamp":"T"');
}
