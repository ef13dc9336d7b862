"use server";

import { z } from "zod";
import { getExperimentRow, requestResume, updateExperiment } from "@/db/queries/experiments";
import type { ExperimentRow } from "@/db/schema";
import { isUnfinished } from "@/lib/domain/status";
import { action, ActionError } from "@/lib/server/action";
import { getDb } from "@/lib/server/db";
import { LaunchError, launchSample } from "@/lib/server/launch-experiment";

const idSchema = z.object({ experimentId: z.string() });

/** Asks the worker to carry out the sample experiment; says so when this machine has no sandbox. */
export const startSampleExperiment = action(z.object({}), async () => {
  try {
    return { experimentId: await launchSample(getDb()) };
  } catch (error) {
    if (error instanceof LaunchError) throw new ActionError(error.message);
    throw error;
  }
});

/** Asks the worker to stop an experiment; what was done is kept. */
export const cancelExperiment = action(idSchema, ({ experimentId }) => {
  const { status } = needExperiment(experimentId);
  if (isUnfinished(status)) updateExperiment(getDb(), experimentId, { cancelRequested: true });
  return {};
});

/** Asks the worker to go on with an experiment that was cancelled or has failed. */
export const resumeExperiment = action(idSchema, ({ experimentId }) => {
  const { status, origin } = needExperiment(experimentId);
  if (origin === "export")
    throw new ActionError("This experiment was read from an export: nothing of it can be run here.");
  if (status === "cancelled" || status === "failed") requestResume(getDb(), experimentId);
  return {};
});

function needExperiment(id: string): ExperimentRow {
  const row = getExperimentRow(getDb(), id);
  if (!row) throw new ActionError(`There is no experiment ${id}; reload the page.`);
  return row;
}
