// Names of what an experiment makes: they follow from the experiment and the position, so that whoever goes on with
// it finds what is there, and sort by position.
import type { RunRow } from "@/db/schema";
import type { RolloutKey } from "@/lib/domain/experiment";
import { shortHash } from "@/lib/utils/short-hash";

type RunName = Pick<RunRow, "id" | "position">;

/** The id of the rollout at a place of a run: "x0123456789ab-002-1-007". */
export function placeRolloutId(run: RunName, { iteration, index }: RolloutKey): string {
  return `${run.id}-${iteration}-${pad(index)}`;
}

/** The id of the tournament of a run's iteration. */
export function runTournamentId(run: RunName, iteration: number): string {
  return `${run.id}-${iteration}`;
}

/** The id of a refinement context: the same text given to several rollouts of an iteration is one context. */
export function contextId(run: RunName, iteration: number, text: string): string {
  return `c${shortHash(run.id, String(iteration), text)}`;
}

/** The folder of a trial in an export: "money-split__002-1-007". */
export function nameTrial(task: string, { position }: RunName, { iteration, index }: RolloutKey): string {
  const short = task.split("/").at(-1) ?? task;
  return `${short.replaceAll(/[^\w.-]+/g, "-")}__${pad(position)}-${iteration}-${pad(index)}`;
}

function pad(number: number): string {
  return String(number).padStart(3, "0");
}
