// What the parts of an experiment share while it is carried out.
import type { Db } from "@/db/client";
import type { ExperimentRow, RunRow } from "@/db/schema";
import type { Sandbox } from "@/lib/engine/ports";
import type { Slot } from "@/lib/engine/fair-limit";
import type { Budget } from "@/lib/worker/experiment/budget";
import type { ExperimentTools } from "@/lib/worker/experiment/tools";
import type { Lease } from "@/lib/worker/lease";

export interface ExperimentDesk {
  db: Db;
  home: string;
  lease: Lease;
  tools: ExperimentTools;
  experiment: ExperimentRow;
  budget: Budget;
  /** Null when no rollout is to be made. */
  sandbox: Sandbox | null;
  /** Aborted when the person cancels, the worker stops or the lease is lost. */
  signal: AbortSignal;
}

export interface RunDesk extends ExperimentDesk {
  run: RunRow;
  /** Waits for this run's turn among all that are carried out, and does the work. */
  slot: Slot;
}
