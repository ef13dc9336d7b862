// Writes an experiment to a folder: its trials as Harbor trial folders, byte for byte as they were made, and
// experiment.json, which says how they hang together.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readBlob } from "@/db/blobs";
import type { Db } from "@/db/client";
import { readExperimentFile } from "@/db/queries/experiment-file";
import { listRolloutFiles } from "@/db/queries/rollouts";
import { CommandError, readArguments, UsageError, type Command } from "@/lib/cli/command";
import { count } from "@/lib/cli/output";
import { withDatabase } from "@/lib/cli/with-database";
import type { TaskReference } from "@/lib/domain/experiment";
import { EXPERIMENT_FILE, type ExperimentFile } from "@/lib/domain/experiment-file";
import { listFilesWithSecrets } from "@/lib/cli/secrets-in-files";

export const exportExperiment: Command = {
  name: "export",
  usage: "export EXPERIMENT FOLDER [--command TEXT] [--with-secrets]",
  summary:
    "Write an experiment as files: its trials and experiment.json. `playoff ingest FOLDER` reads it again.",
  run(args, context) {
    const { values, positionals } = readArguments(args, {
      command: { type: "string" },
      "with-secrets": { type: "boolean" },
    });
    const [id, folder, ...others] = positionals;
    if (id === undefined || folder === undefined || others.length > 0) {
      throw new UsageError("an EXPERIMENT and a FOLDER are wanted");
    }
    const target = path.resolve(context.env.userFolder, folder);
    return withDatabase(context, (db) => {
      const file = readExperimentFile(db, id);
      if (!file) throw new CommandError(`There is no experiment "${id}"; "playoff runs" lists them.`);
      checkTarget(target);
      const files = readFiles(db, context.env.home, file);
      const secret = values["with-secrets"] ? [] : listFilesWithSecrets(files);
      if (secret.length > 0) {
        throw new CommandError(
          `${count(secret.length, "file")} seem to hold secrets (the first: ${secret[0] ?? ""}); look at them, then add --with-secrets.`,
        );
      }
      for (const [relative, bytes] of files) write(path.join(target, relative), bytes);
      const command = values.command ?? "playoff run";
      const runs = file.runs.map((run) => ({ ...run, source: shorten(run.source, context.env.userFolder) }));
      write(path.join(target, EXPERIMENT_FILE), `${JSON.stringify({ ...file, command, runs }, null, 1)}\n`);
      context.out(`${count(file.rollouts.length, "rollout")} and ${EXPERIMENT_FILE} in ${target}\n`);
      return 0;
    });
  },
};

function checkTarget(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new CommandError(`${folder} is not empty; choose a new folder.`);
  }
}

function readFiles(
  db: Db,
  home: string,
  { rollouts }: Pick<ExperimentFile, "rollouts">,
): Map<string, Buffer> {
  const files = rollouts.flatMap(({ id }) => listRolloutFiles(db, id));
  return new Map(files.map((file) => [file.path, readBlob(home, file.sha256)]));
}

/** A task's folder as it was typed, so that the file says nothing about the disk of who made it. */
function shorten(source: TaskReference, folder: string): TaskReference {
  if ("rollouts" in source || !isInside(source.path, folder)) return source;
  return { ...source, path: path.relative(folder, source.path) };
}

function isInside(place: string, folder: string): boolean {
  return !path.relative(folder, place).startsWith("..");
}

function write(place: string, content: Buffer | string): void {
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
}
