// What there is of experiments, and how one is stopped or gone on with.
import { getExperiment, listExperiments } from "@/db/queries/experiment-views";
import { requestResume, updateExperiment } from "@/db/queries/experiments";
import { carryOutExperiment } from "@/lib/cli/carry-out-experiment";
import { CommandError, noArguments, onlyArgument, readArguments, type Command } from "@/lib/cli/command";
import { formatExperiment } from "@/lib/cli/experiment-text";
import { findExperiment } from "@/lib/cli/find";
import { formatTable, writeJson } from "@/lib/cli/output";
import { withDatabase } from "@/lib/cli/with-database";
import { reportExperiment } from "@/lib/domain/experiment-report";
import { isUnfinished } from "@/lib/domain/status";

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
              item.status,
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
      else context.out(formatExperiment(view));
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
      if (row.status === "finished") {
        throw new CommandError(`Experiment ${row.id} is finished; "playoff run" starts another.`);
      }
      if (!isUnfinished(row.status)) requestResume(db, row.id);
      const view = await carryOutExperiment(db, row.id, context);
      if (values.json) writeJson(context, reportExperiment(view));
      else context.out(formatExperiment(view));
      return 0;
    });
  },
};

export const cancel: Command = {
  name: "cancel",
  usage: "cancel ID",
  summary: "Stop an experiment; what it has done is kept.",
  run(args, context) {
    const { positionals } = readArguments(args, {});
    return withDatabase(context, (db) => {
      const row = findExperiment(db, onlyArgument(positionals, "ID"));
      if (!isUnfinished(row.status)) throw new CommandError(`Experiment ${row.id} is ${row.status} already.`);
      updateExperiment(db, row.id, { cancelRequested: true });
      context.out(`Experiment ${row.id} is asked to stop; "playoff resume ${row.id}" goes on with it.\n`);
      return 0;
    });
  },
};
