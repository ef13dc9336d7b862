// From what a person types to the one task, rollout or experiment that is meant.
import type { Db } from "@/db/client";
import { listExperiments } from "@/db/queries/experiment-views";
import { getExperimentRow } from "@/db/queries/experiments";
import { findRollouts } from "@/db/queries/rollout-lookup";
import { findTasks } from "@/db/queries/tasks";
import type { ExperimentRow, RolloutRow, TaskRow } from "@/db/schema";
import { CommandError, UsageError } from "@/lib/cli/command";

const NAMED = 5;
const MOST_EXPERIMENTS = 1000;

/**
 * The task of that id, instance id or unique beginning of one.
 * @throws CommandError when it is none or several; UsageError when the reference is empty
 */
export function findOneTask(db: Db, reference: string): TaskRow {
  refuseEmpty("task", reference);
  const names = (task: TaskRow) => `${task.id} (${task.title})`;
  const found = findTasks(db, reference);
  return onlyMatch("task", reference, found, names, 'See "playoff tasks" for all of them.');
}

/**
 * The rollout of that id, unique beginning of one, or TASK/rN.
 * @throws CommandError when it is none or several; UsageError when the reference is empty
 */
export function findOneRollout(db: Db, reference: string): RolloutRow {
  refuseEmpty("rollout", reference);
  const names = (rollout: RolloutRow) => `${rollout.id} (${rollout.path})`;
  const advice = 'Give an id from "playoff ingest --json", or TASK/rN.';
  return onlyMatch("rollout", reference, findRollouts(db, reference), names, advice);
}

/**
 * The experiment of that id or unique beginning of one.
 * @throws CommandError when it is none or several; UsageError when the reference is empty
 */
export function findExperiment(db: Db, reference: string): ExperimentRow {
  refuseEmpty("experiment", reference);
  const exact = getExperimentRow(db, reference);
  if (exact) return exact;
  const begun = listExperiments(db, MOST_EXPERIMENTS).filter(({ id }) => id.startsWith(reference));
  const [only, ...others] = begun;
  if (others.length > 0)
    throw new CommandError(`"${reference}" may mean ${begun.length} experiments; give more of the id.`);
  const row = only && getExperimentRow(db, only.id);
  if (!row) throw new CommandError(`There is no experiment "${reference}"; "playoff runs" lists them.`);
  return row;
}

/** An empty text is the beginning of every id: a variable of a script that was not set must not mean all. */
function refuseEmpty(noun: string, reference: string): void {
  if (reference.trim() === "") throw new UsageError(`the id of the ${noun} is empty`);
}

function onlyMatch<T>(
  noun: string,
  reference: string,
  found: readonly T[],
  nameOf: (match: T) => string,
  advice: string,
): T {
  const [first, second] = found;
  if (first === undefined) throw new CommandError(`There is no ${noun} "${reference}". ${advice}`);
  if (second === undefined) return first;
  const named = found.slice(0, NAMED).map(nameOf).join(", ");
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
  throw new CommandError(
    `"${reference}" means ${found.length} ${noun}s: ${named}${more}. Give more of the id.`,
  );
}
