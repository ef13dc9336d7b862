import type { Db } from "@/db/client";
import { countNotIndexed } from "@/db/queries/search-index";
import type { CommandContext } from "@/lib/cli/command";
import { CLEARED_LINE, count } from "@/lib/cli/output";
import { indexAll } from "@/lib/worker/index-search";

/** Indexes for the search what a command has just saved, as no worker may run; what is left when stopped, a worker does. */
export async function indexHere(db: Db, { stop, isWatched, err }: CommandContext): Promise<void> {
  if (stop.aborted) return;
  const say = () => err(`${CLEARED_LINE}${count(countNotIndexed(db), "rollout")} to index for the search`);
  const isDone = await indexAll(db, stop, isWatched ? say : undefined);
  if (isWatched) err(isDone ? CLEARED_LINE : "\n");
}
