// Writes an experiment to a folder: its trials as Harbor trial folders, byte for byte as they were made, and
// experiment.json, which says how they hang together.
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readBlob } from "@/db/blobs";
import type { Db } from "@/db/client";
import { readExperimentFile } from "@/db/queries/experiment-file";
import { listRolloutFiles } from "@/db/queries/rollouts";
import { CommandError, readArguments, UsageError, type Command } from "@/lib/cli/command";
import { findExperiment } from "@/lib/cli/find";
import { count } from "@/lib/cli/output";
import { withDatabase } from "@/lib/cli/with-database";
import type { TaskReference } from "@/lib/domain/experiment";
import { EXPERIMENT_FILE, type ExperimentFile } from "@/lib/domain/experiment-file";
import { isUnfinished } from "@/lib/domain/status";
import { sayFailure } from "@/lib/worker/failure";
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
    if (folder.trim() === "") throw new UsageError("a FOLDER is wanted, and its name is empty");
    const target = path.resolve(context.env.userFolder, folder);
    return withDatabase(context, (db) => {
      const file = readExperimentFile(db, findExperiment(db, id).id);
      if (!file) throw new CommandError("The experiment has just been removed.");
      checkTarget(target);
      const files = readFiles(db, context.env.home, file);
      const secret = values["with-secrets"] ? [] : listFilesWithSecrets(files);
      if (secret.length > 0) {
        throw new CommandError(
          `${count(secret.length, "file")} seem to hold secrets (the first: ${secret[0] ?? ""}); look at them, then add --with-secrets.`,
        );
      }
      makeFolder(target);
      for (const [relative, bytes] of files) write(path.join(target, relative), bytes);
      const command = values.command ?? "playoff run";
      const runs = file.runs.map((run) => ({ ...run, source: shorten(run.source, context.env.userFolder) }));
      write(path.join(target, EXPERIMENT_FILE), `${JSON.stringify({ ...file, command, runs }, null, 1)}\n`);
      if (isUnfinished(file.status)) {
        context.err(`Experiment ${file.id} is ${file.status}: what it has not done yet is missing.\n`);
      }
      context.out(`${count(file.rollouts.length, "rollout")} and ${EXPERIMENT_FILE} in ${target}\n`);
      return 0;
    });
  },
};

function checkTarget(folder: string): void {
  const place = nearestThatExists(folder);
  if (!statSync(place).isDirectory()) throw new CommandError(`${place} is a file; choose a new folder.`);
  if (!isWritable(place)) throw new CommandError(`${place} cannot be written to; choose another folder.`);
  if (place === folder && readdirSync(folder).length > 0) {
    throw new CommandError(`${folder} is not empty; choose a new folder.`);
  }
}

function nearestThatExists(place: string): string {
  return existsSync(place) ? place : nearestThatExists(path.dirname(place));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Makes the folder and those above it. @throws CommandError when it cannot be made */
function makeFolder(folder: string): void {
  try {
    makeFromAbove(folder);
  } catch (error) {
    throw new CommandError(`${folder} cannot be made: ${sayFailure(error)}`, { cause: error });
  }
}

/** One by one: where a file system takes no folders, as /proc, mkdir with `recursive` tries for ever. */
function makeFromAbove(folder: string): void {
  if (existsSync(folder)) return;
  makeFromAbove(path.dirname(folder));
  mkdirSync(folder);
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
