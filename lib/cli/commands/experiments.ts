// What there is of experiments, and how one is stopped or gone on with.
import type { Db } from "@/db/client";
import { getExperiment, listExperiments } from "@/db/queries/experiment-views";
import { getExperimentRow, requestResume, updateExperiment } from "@/db/queries/experiments";
import { carryOutExperiment, endCancelled, writeOutcome } from "@/lib/cli/carry-out-experiment";
import { CommandError, noArguments, onlyArgument, readArguments, type Command } from "@/lib/cli/command";
import { formatExperiment } from "@/lib/cli/experiment-text";
import { findExperiment } from "@/lib/cli/find";
import { formatTable, writeJson } from "@/lib/cli/output";
import { readVerdictNotes } from "@/lib/cli/verdict-notes";
import { withDatabase } from "@/lib/cli/with-database";
import { reportExperiment } from "@/lib/domain/experiment-report";
import { isUnfinished, type RunStatus } from "@/lib/domain/status";
import { isOwnerGone } from "@/lib/worker/owner";

const MOST_LISTED = 1000;
const json = { json: { type: "boolean" } } as const;

export const runs: Command = {
  name: "runs",
  usage: "runs [--json]",
  summary: "List the experiments, the newest first.",
  run(args, context) {
    const { values, positionals } = readArguments(args, json);
    noArguments(positionals);
    return withDatabase(context, (db) => {
      const list = listExperiments(db, MOST_LISTED);
      if (values.json) writeJson(context, list);
      else
        context.out(
          formatTable(
            ["experiment", "title", "status", "tasks", "rollouts", "champions resolved"],
            list.map((item) => [
              item.id,
              item.title,
              sayStatus(db, item),
              item.runs,
              `${item.rollouts}/${item.rolloutsPlanned}`,
              `${item.champions.resolved}/${item.runs}`,
            ]),
          ),
        );
      return 0;
    });
  },
};

/** "stopped": it would go on, and nobody carries it out now. */
function sayStatus(db: Db, { id, status }: { id: string; status: RunStatus }): string {
  if (status !== "running") return status;
  const { leaseOwner, leaseUntil } = getExperimentRow(db, id) ?? {};
  const isHeld = leaseOwner && leaseUntil && leaseUntil > Date.now() && !isOwnerGone(leaseOwner);
  return isHeld ? status : "stopped";
}

export const experiment: Command = {
  name: "experiment",
  usage: "experiment ID [--json]",
  summary: "Show an experiment: champions, staircase, steps.",
  run(args, context) {
    const { values, positionals } = readArguments(args, json);
    return withDatabase(context, (db) => {
      const view = getExperiment(db, findExperiment(db, onlyArgument(positionals, "ID")).id);
      if (!view) throw new CommandError("The experiment has just been removed.");
      if (values.json) writeJson(context, reportExperiment(view));
      else context.out(formatExperiment(view, readVerdictNotes(db, view)));
      return 0;
    });
  },
};

export const resume: Command = {
  name: "resume",
  usage: "resume ID [--json]",
  summary:
    "Go on with an experiment that was stopped, cancelled or failed; nothing that is done is done again.",
  run(args, context) {
    const { values, positionals } = readArguments(args, json);
    return withDatabase(context, async (db) => {
      const row = findExperiment(db, onlyArgument(positionals, "ID"));
      if (row.origin === "export") {
        throw new CommandError(
          `Experiment ${row.id} was read from an export: nothing of it can be run here; "playoff run" starts another.`,
        );
      }
      // Finished as a whole, and yet runs of it may have failed: those can be gone on with.
      if (row.status === "finished" && row.error === null) {
        throw new CommandError(`Experiment ${row.id} is finished; "playoff run" starts another.`);
      }
      if (!isUnfinished(row.status)) requestResume(db, row.id);
      const view = await carryOutExperiment(db, row.id, context);
      return writeOutcome(db, view, values.json === true, context);
    });
  },
};

export const cancel: Command = {
  name: "cancel",
  usage: "cancel ID",
  summary: "Stop an experiment; what it has done is kept.",
  run(args, context) {
    const { positionals } = readArguments(args, {});
    return withDatabase(context, async (db) => {
      const row = findExperiment(db, onlyArgument(positionals, "ID"));
      if (!isUnfinished(row.status)) throw new CommandError(`Experiment ${row.id} is ${row.status} already.`);
      updateExperiment(db, row.id, { cancelRequested: true });
      const isEnded = await endCancelled(db, row.id, context);
      const what = isEnded ? "is cancelled" : "is asked to stop";
      context.out(`Experiment ${row.id} ${what}; "playoff resume ${row.id}" goes on with it.\n`);
      return 0;
    });
  },
};
