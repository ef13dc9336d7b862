// Opens the database. One file, WAL, foreign keys on; the driver is synchronous, so a transaction is a plain
// callback and everything slow happens before it.
import "server-only";
import { mkdirSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import { drizzle, type BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import * as schema from "./schema";

export type Db = BetterSQLite3Database<typeof schema> & { $client: Database.Database };

/** Sets the pragmas every connection needs. */
export function configure(client: Database.Database): Db {
  client.pragma("journal_mode = WAL");
  client.pragma("synchronous = NORMAL");
  client.pragma("foreign_keys = ON");
  client.pragma("busy_timeout = 10000");
  // 32 MB of changes before they are moved into the database file: an import then waits for the disk less often.
  client.pragma("wal_autocheckpoint = 8192");
  keepStatements(client);
  // 32 MiB: with SQLite's own 2 MiB every list reads the same pages from the file again, ten times slower.
  client.pragma("cache_size = -32768");
  return drizzle(client, { schema });
}

const KEPT_STATEMENTS = 300;

/**
 * Keeps prepared statements by their text: drizzle prepares anew for each query, which costs an import more than the
 * inserts do. A kept statement is given back in its first state; it must not be iterated while it is asked for again.
 */
function keepStatements(client: Database.Database): void {
  const prepare = client.prepare.bind(client);
  const kept = new Map<string, Database.Statement>();
  const prepareOnce = (source: string): Database.Statement => {
    const known = kept.get(source);
    if (known !== undefined && !known.busy) return known.reader ? known.raw(false) : known;
    const statement = prepare(source);
    if (kept.size >= KEPT_STATEMENTS) kept.clear();
    kept.set(source, statement);
    return statement;
  };
  // The declared type has a generic for each use; what is returned is what `prepare` returns.
  client.prepare = prepareOnce as typeof client.prepare;
}

/** The database file of a data directory. */
export function databasePath(home: string): string {
  return path.join(home, "playoff.db");
}

/**
 * Opens the database of a data directory, making both where they are missing.
 * @throws Error when the folder cannot be written
 */
export function openDatabase(home: string): Db {
  mkdirSync(home, { recursive: true });
  return configure(new Database(databasePath(home)));
}
