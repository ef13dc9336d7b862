// What an experiment will take, before it begins.
import "server-only";
import type { Db } from "@/db/client";
import { measurePace } from "@/db/queries/experiments";
import { countMatches } from "@/lib/domain/count-matches";
import type { Estimate, ExperimentSettings } from "@/lib/domain/experiment";

/** Rollouts that the pace of this machine must rest on before it is believed. */
const ENOUGH = 8;

/**
 * Rollouts and, at most, votes follow from the settings; minutes from the pace of earlier experiments with the same
 * agent on this machine. Without any they are unknown.
 * @param runs tasks, with the rollouts that are there already for iteration 0
 */
export function estimateExperiment(
  db: Db,
  settings: ExperimentSettings,
  runs: readonly { given: number }[],
): Estimate {
  const rollouts = capped(
    runs.reduce((sum, { given }) => sum + (given > 0 ? 0 : settings.rollouts * settings.iterations), 0),
    settings.caps.rollouts,
  );
  const votes = runs.reduce((sum, { given }) => sum + countVotes(settings, given), 0);
  const pace = measurePace(db, settings.agent);
  if (pace.rollouts < ENOUGH) {
    return {
      rollouts,
      votes,
      minutes: null,
      basis: "No earlier experiment here tells how long a rollout takes.",
    };
  }
  const minutes = (rollouts * pace.msPerRollout) / 60_000;
  const basis = `${pace.rollouts} earlier rollouts here took ${(pace.msPerRollout / 1000).toFixed(1)} s each, tournaments included.`;
  return { rollouts, votes, minutes: capped(minutes, settings.caps.minutes), basis };
}

function capped(value: number, cap: number | null): number {
  return cap === null ? value : Math.min(value, cap);
}

function countVotes(settings: ExperimentSettings, given: number): number {
  let matches = 0;
  for (let iteration = 0; iteration < settings.iterations; iteration += 1) {
    const isLast = iteration === settings.iterations - 1;
    if (!isLast && settings.variant !== "select-k") continue;
    matches += countMatches(given > 0 ? given : settings.rollouts, {
      ...settings,
      keep: isLast ? 1 : settings.keep,
    });
  }
  return matches * settings.votes;
}
