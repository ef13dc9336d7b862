// What an import found, as the command line prints it. Unknown values are null.
import type { Db } from "@/db/client";
import { getImport, listImportFiles } from "@/db/queries/imports";
import { getRolloutsWithTasks } from "@/db/queries/rollouts";
import type { ImportFileRow, RolloutRow, TaskRow } from "@/db/schema";
import { GUESS_WORD } from "@/lib/domain/status";
import { invariant } from "@/lib/utils/invariant";

export interface IngestReport {
  files: number;
  rollouts: ReportedRollout[];
  skipped: { file: string; reason: string }[];
  /** Files of which something was guessed; the warnings say what. */
  guessed: string[];
  warnings: { file: string; message: string }[];
}

type ReportedRollout = ReturnType<typeof describeRollout>;

/** The report of an import; rollouts found again unchanged are in it, each once. */
export function reportIngest(db: Db, importId: string): IngestReport {
  const files = listImportFiles(db, importId);
  const firstFiles = new Map<string, ImportFileRow>();
  for (const file of files) {
    for (const id of file.rollouts) if (!firstFiles.has(id)) firstFiles.set(id, file);
  }
  const known = getRolloutsWithTasks(db, [...firstFiles.keys()]);
  return {
    files: getImport(db, importId)?.filesTotal ?? files.length,
    rollouts: [...firstFiles].map(([id, file]) => describeRollout(known.get(id), file)),
    skipped: files
      .filter((file) => file.status === "unsupported" || file.status === "unreadable")
      .map((file) => ({ file: file.relative, reason: file.reason ?? "no reason was noted" })),
    guessed: files
      .filter(({ warnings }) => warnings.some(({ message }) => message.includes(GUESS_WORD)))
      .map(({ relative }) => relative),
    warnings: files.flatMap((file) =>
      file.warnings.map(({ place, message }) => {
        return { file: file.relative, message: place === null ? message : `at ${place}: ${message}` };
      }),
    ),
  };
}

function describeRollout(known: { rollout: RolloutRow; task: TaskRow } | undefined, file: ImportFileRow) {
  invariant(known, `a rollout of ${file.relative} is in an import's report and nowhere else`);
  const { rollout: row, task } = known;
  return {
    id: row.id,
    file: file.relative,
    format: row.format,
    formatVersion: row.formatVersion,
    task: task.instanceId ?? row.taskId,
    taskId: row.taskId,
    number: row.number,
    agent: row.agent,
    model: row.model,
    steps: row.steps,
    actions: row.actions,
    observations: row.observations,
    entries: row.entries,
    exitStatus: row.exitStatus,
    resolved: row.resolved,
    reward: row.reward,
    costUsd: row.costUsd,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    relation: row.relation,
  };
}
