// What `playoff ingest` does before it indexes for the search, and the indexing by itself: bench/ingest.ts measures the
// two apart. Arguments: "import" or "index", the data directory, the folder of logs.
import { openDatabase } from "@/db/client";
import { migrateDatabase } from "@/db/migrate";
import { insertImport } from "@/db/queries/imports";
import { takeLease } from "@/db/queries/leases";
import { indexAll } from "@/lib/worker/index-search";
import { holdLease } from "@/lib/worker/lease";
import { createOwner } from "@/lib/worker/owner";
import { runImport } from "@/lib/worker/run-import";

const [part = "", home = "", logs = ""] = process.argv.slice(2);
const db = openDatabase(home);
migrateDatabase(db);
const never = new AbortController().signal;
if (part === "index") await indexAll(db, never);
else {
  const owner = createOwner();
  insertImport(db, { id: "i1", title: logs, paths: [logs] });
  takeLease(db, "import", owner, "i1");
  const lease = holdLease(db, { kind: "import", id: "i1", owner }, never);
  await runImport("i1", { db, home, lease });
  lease.release();
}
db.$client.close();
