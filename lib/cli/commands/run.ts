// Runs an experiment in this process, so that the answer is there when the command ends.
import type { Db } from "@/db/client";
import { insertExperiment } from "@/db/queries/experiments";
import { takeLease } from "@/db/queries/leases";
import { carryOutExperiment, writeOutcome } from "@/lib/cli/carry-out-experiment";
import { CommandError, readArguments, type Command, type CommandContext } from "@/lib/cli/command";
import { count } from "@/lib/cli/output";
import { readRequest, runOptions } from "@/lib/cli/run-request";
import { withDatabase } from "@/lib/cli/with-database";
import { presets, type Estimate } from "@/lib/domain/experiment";
import { launchExperiment, LaunchError, type LaunchRequest } from "@/lib/server/launch-experiment";
import { createOwner } from "@/lib/worker/owner";

export const run: Command = {
  name: "run",
  usage:
    "run (--task PATH... | --sample [full] | --config FILE) [--agent repair] [--judge rules] [--summarizer rules] " +
    "[-n 16] [-t 2] [-k 4] [-g 2] [-v 8] [--variant none|single|random-k|select-k] [--seed 0] " +
    `[--preset ${Object.keys(presets).join("|")}] [--max-minutes M] [--max-rollouts R] [--max-steps S] [--concurrency C] ` +
    "[--prompt TEXT] [--test COMMAND] [--title TEXT] [--unsafe] [--json]",
  summary:
    "Run an experiment: rollouts, summaries, a tournament, refined rollouts, a tournament. With --prompt, a task is " +
    "any folder or git repository.",
  run(args, context) {
    const { values, positionals } = readArguments(args, runOptions);
    const request = readRequest(values, positionals, context.env.userFolder);
    return withDatabase(context, async (db) => {
      const owner = createOwner();
      const id = await launch(db, request, owner, context);
      const view = await carryOutExperiment(db, id, context, owner);
      return writeOutcome(db, view, values.json === true, context);
    });
  },
};

/** Written and leased at once, so that no worker that runs beside takes it. */
async function launch(
  db: Db,
  request: LaunchRequest,
  owner: string,
  context: CommandContext,
): Promise<string> {
  let estimate: Estimate | null = null;
  try {
    const id = await launchExperiment(db, request, (into, input) => {
      estimate = input.estimate;
      into.transaction(
        () => {
          insertExperiment(into, input);
          takeLease(into, "experiment", owner, input.id);
        },
        { behavior: "immediate" },
      );
    });
    context.err(`Experiment ${id}: ${sayEstimate(estimate)}\n`);
    for (const note of listNotes(estimate)) context.err(`${note}\n`);
    return id;
  } catch (error) {
    if (error instanceof LaunchError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}

function listNotes(estimate: Estimate | null): readonly string[] {
  return estimate?.notes ?? [];
}

/** "192 rollouts and at most 1,296 votes, about 4 minutes. …" */
function sayEstimate(estimate: Estimate | null): string {
  if (estimate === null) return "begun";
  const { rollouts, votes, minutes, basis } = estimate;
  const time =
    minutes === null ? "" : `, about ${minutes < 1 ? "a minute" : count(Math.round(minutes), "minute")}`;
  return `${count(rollouts, "rollout")} and at most ${count(votes, "vote")}${time}. ${basis}`;
}
