// Keeps a rollout that was made: as the files of a trial, which are then read like any log, so that what is stored is
// what an export holds and what an import of it would find.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { writeBlob } from "@/db/blobs";
import { hasBlob, insertBlob } from "@/db/queries/blobs";
import { appendEvent } from "@/db/queries/events";
import { getAttempt, insertVerification, updateAttempt } from "@/db/queries/experiments";
import { saveRollout } from "@/db/queries/rollouts";
import { getTask } from "@/db/queries/tasks";
import type { ParsedRollout } from "@/lib/domain/trajectory";
import { TRAJECTORY_FILE, trialFiles } from "@/lib/export/trial";
import { openSourceFile, type KeptFile, type SourceFile } from "@/lib/ingest/read";
import { shortHash } from "@/lib/utils/short-hash";
import { invariant } from "@/lib/utils/invariant";
import type { RunDesk } from "@/lib/worker/experiment/desk";
import type { MadeRollout } from "@/lib/worker/experiment/make-rollout";
import { nameTrial, placeRolloutId } from "@/lib/worker/experiment/names";
import type { OpenedTask } from "@/lib/worker/experiment/tools";
import { createRecord } from "@/lib/worker/rollout-record";

/**
 * Saves a rollout with its verdict, evidence and summary in one transaction.
 * @returns its id
 * @throws LeaseLostError; Error when the data directory cannot be written
 */
export async function saveMadeRollout(desk: RunDesk, opened: OpenedTask, made: MadeRollout): Promise<string> {
  const id = placeRolloutId(desk.run, made.order.key);
  const folder = mkdtempSync(path.join(tmpdir(), "playoff-trial-"));
  try {
    const trial = nameTrial(opened.task.name, desk.run, made.order.key);
    writeTrial(path.join(folder, trial), desk, opened, made, trial);
    const { parsed, files } = await readTrial(folder, trial);
    const stored = await keepBytes(desk, files);
    desk.db.transaction(() => {
      desk.lease.confirm();
      for (const blob of stored) insertBlob(desk.db, blob);
      saveRows(desk, made, { id, parsed, files });
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return id;
}

function writeTrial(
  folder: string,
  { tools }: RunDesk,
  { task, checksum }: OpenedTask,
  { order, run, verification, startedAt, finishedAt }: MadeRollout,
  name: string,
): void {
  const { id, version, model } = tools.agent;
  const files = trialFiles({
    name,
    id: shortHash(order.seed, String(startedAt)),
    task: { name: task.name, checksum },
    agent: { name: id, version, model },
    seed: order.seed,
    run,
    verification,
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date(finishedAt).toISOString(),
  });
  for (const [relative, content] of files) {
    const target = path.join(folder, relative);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

async function readTrial(
  root: string,
  trial: string,
): Promise<{ parsed: ParsedRollout; files: { kept: KeptFile; role: "log" | "companion" }[] }> {
  const relative = `${trial}/${TRAJECTORY_FILE}`;
  const place = path.join(root, relative);
  const { size, mtimeMs } = statSync(place);
  const file: SourceFile = { root, path: place, place, relative, bytes: size, mtimeMs };
  const opened = await openSourceFile(file);
  invariant(opened.kind === "rollouts", `the trajectory of ${trial} is not read: ${opened.kind}`);
  const [parsed] = await Array.fromAsync(opened.rollouts);
  invariant(parsed, `the trajectory of ${trial} holds no rollout`);
  const companions = opened.companions().map((kept) => ({ kept, role: "companion" as const }));
  return { parsed, files: [{ kept: opened.log, role: "log" }, ...companions] };
}

async function keepBytes({ db, home }: RunDesk, files: readonly { kept: KeptFile }[]) {
  const stored = [];
  for (const { kept } of files) {
    if (hasBlob(db, kept.sha256)) continue;
    const storedBytes = await writeBlob(home, kept.sha256, kept.source);
    stored.push({ sha256: kept.sha256, bytes: kept.source.size, storedBytes });
  }
  return stored;
}

function saveRows(
  { db, run, experiment }: RunDesk,
  { order, verification, finishedAt }: MadeRollout,
  {
    id,
    parsed,
    files,
  }: { id: string; parsed: ParsedRollout; files: readonly { kept: KeptFile; role: "log" | "companion" }[] },
): void {
  const { key } = order;
  const attempt = getAttempt(db, run.id, key);
  invariant(attempt, `run ${run.id} has no place ${key.iteration}/${key.index}`);
  const { sha256, path: logPath } = files[0]?.kept ?? { sha256: "", path: "" };
  const placement = {
    id,
    taskId: run.taskId,
    importId: experiment.importId,
    number: attempt.number,
    contentHash: createHash("sha256").update(sha256).digest("hex"),
    path: logPath,
  };
  const statement = getTask(db, run.taskId)?.statement ?? parsed.task.statement;
  const rows = files.map(({ kept, role }) => ({ path: kept.path, sha256: kept.sha256, role }));
  saveRollout(db, createRecord(parsed, placement, statement, rows));
  if (verification) insertVerification(db, { rolloutId: id, ...verification });
  updateAttempt(db, run, key, {
    status: "finished",
    rolloutId: id,
    doing: null,
    error: null,
    finishedAt,
  });
  appendEvent(db, "rollouts", "all");
}
