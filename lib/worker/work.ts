// The worker's loop: imports, tournaments and experiments side by side, so that none waits for a long one of another
// kind; the search index is built behind them. Watched imports go on until they are stopped, so all of them run side by
// side; experiments and tournaments share what there is fairly.
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "@/db/client";
import { freeLeases, takeLease, type WorkKind } from "@/db/queries/leases";
import { createFairLimit } from "@/lib/engine/fair-limit";
import { createRealTools } from "@/lib/worker/experiment/real-tools";
import { runExperiment } from "@/lib/worker/experiment/run-experiment";
import type { ExperimentTools } from "@/lib/worker/experiment/tools";
import { indexBehind } from "@/lib/worker/index-search";
import { holdLease, type Lease } from "@/lib/worker/lease";
import { createOwner, isOwnerGone } from "@/lib/worker/owner";
import { playTournament } from "@/lib/worker/play-tournament";
import { runImport } from "@/lib/worker/run-import";
import { sweepFolders } from "@/lib/worker/sweep-folders";

const IDLE_MS = 150;
/** Experiments, and tournaments, that are carried out at a time. */
const AT_ONCE = 4;

/** Carries out whatever waits, until `stop` is aborted; unfinished work is left for the next worker. */
export async function work(
  db: Db,
  home: string,
  stop: AbortSignal,
  tools: ExperimentTools = createRealTools(),
): Promise<void> {
  const owner = createOwner();
  freeLeases(db, isOwnerGone);
  sweepFolders(db, home);
  const failed = new AbortController();
  const until = AbortSignal.any([stop, failed.signal]);
  const orStopAll = async (loop: Promise<void>) => {
    try {
      await loop;
    } catch (error) {
      failed.abort(error); // so that the other loops stop as well and give their leases back
      throw error;
    }
  };
  const serveKind = (kind: WorkKind, carryOut: CarryOut, atOnce = 1) =>
    serve(db, { kind, owner, atOnce }, until, carryOut);
  const limit = createFairLimit(availableParallelism());
  const outcomes = await Promise.allSettled([
    orStopAll(serveKind("import", (id, lease) => runImport(id, { db, home, lease }))),
    orStopAll(serveKind("watch", (id, lease) => runImport(id, { db, home, lease }), Infinity)),
    orStopAll(serveKind("tournament", (id, lease) => playTournament(id, { db, lease }), AT_ONCE)),
    orStopAll(
      serveKind("experiment", (id, lease) => runExperiment(id, { db, home, lease, tools, limit }), AT_ONCE),
    ),
    orStopAll(indexBehind(db, until)),
  ]);
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
}

type CarryOut = (id: string, lease: Lease) => Promise<void>;

/** Carries out the work of one kind, `atOnce` units side by side. */
async function serve(
  db: Db,
  { kind, owner, atOnce }: { kind: WorkKind; owner: string; atOnce: number },
  stop: AbortSignal,
  carryOut: CarryOut,
): Promise<void> {
  const running = new Set<Promise<void>>();
  const failed = new AbortController();
  const until = AbortSignal.any([stop, failed.signal]);
  while (!until.aborted) {
    const id = running.size < atOnce ? takeLease(db, kind, owner) : null;
    if (id === null) {
      if (running.size >= atOnce) await Promise.race(running);
      else await pause(until);
      continue;
    }
    const work = carryOutUnder(holdLease(db, { kind, id, owner }, until), id, carryOut)
      .catch((error: unknown) => failed.abort(error))
      .finally(() => running.delete(work));
    running.add(work);
  }
  await Promise.all(running);
  if (failed.signal.aborted) throw failed.signal.reason;
}

async function carryOutUnder(lease: Lease, id: string, carryOut: CarryOut): Promise<void> {
  try {
    await carryOut(id, lease);
  } finally {
    lease.release();
  }
}

async function pause(stop: AbortSignal): Promise<void> {
  try {
    await sleep(IDLE_MS, undefined, { signal: stop });
  } catch (error) {
    if (!stop.aborted) throw error; // asked to stop: the loop sees it
  }
}
