// The caps of an experiment (design, section 4.5). They are looked at before a rollout is begun; time that runs out
// ends rollouts that are being made. What is there stays and is played for.
import type { Db } from "@/db/client";
import { countBegun, countMade } from "@/db/queries/experiments";
import type { Caps } from "@/lib/domain/experiment";
import { startTimer } from "@/lib/utils/timer";

export interface Budget {
  /** Aborted when the time is used up. */
  readonly timeUp: AbortSignal;
  /** Why no further rollout may be begun, in a sentence; null while one may. */
  refusal(): string | null;
}

/** @param workedMs time that earlier workers have spent on the experiment */
export function openBudget(
  db: Db,
  experiment: { id: string; workedMs: number },
  caps: Caps,
): Budget & Disposable {
  const timeUp = new AbortController();
  const minutes = caps.minutes;
  const left = minutes === null ? null : Math.max(0, minutes * 60_000 - experiment.workedMs);
  const sayTime = () =>
    `The ${minutes} minutes it may take are used up: ${countMade(db, experiment.id)} rollouts were made.`;
  const timer = left === null ? null : startTimer(left, () => timeUp.abort(new TimeUpError(sayTime())));
  return {
    timeUp: timeUp.signal,
    refusal() {
      if (timeUp.signal.aborted) return sayTime();
      if (caps.rollouts === null || countBegun(db, experiment.id) < caps.rollouts) return null;
      return `The ${caps.rollouts} rollouts it may make are made.`;
    },
    [Symbol.dispose]: () => timer?.[Symbol.dispose](),
  };
}

/** The time of an experiment is used up. */
export class TimeUpError extends Error {
  override readonly name = "TimeUpError";
}
