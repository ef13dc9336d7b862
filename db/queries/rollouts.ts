import { and, asc, desc, eq, gte, isNotNull, isNull, lte, max, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { enqueueForSearch } from "@/db/queries/search-index";
import {
  attempts,
  evidence,
  rolloutFiles,
  rollouts,
  runs,
  stepPages,
  steps,
  summaries,
  tasks,
  verdicts,
  type RolloutRow,
  type TaskRow,
  type VerdictRow,
} from "@/db/schema";
import { splitPages } from "@/db/step-pages";
import { EVIDENCE_VERSION, type Evidence } from "@/lib/domain/evidence";
import type { Summary } from "@/lib/domain/summary";
import type { Step } from "@/lib/domain/trajectory";
import type { OutlineItem, RolloutListItem } from "@/lib/domain/views";

/** What lists show of a rollout: neither its patch nor its steps. */
export const rolloutListColumns = {
  id: rollouts.id,
  taskId: rollouts.taskId,
  importId: rollouts.importId,
  number: rollouts.number,
  path: rollouts.path,
  format: rollouts.format,
  formatVersion: rollouts.formatVersion,
  agent: rollouts.agent,
  agentVersion: rollouts.agentVersion,
  model: rollouts.model,
  label: rollouts.label,
  exitStatus: rollouts.exitStatus,
  resolved: rollouts.resolved,
  reward: rollouts.reward,
  steps: rollouts.steps,
  entries: rollouts.entries,
  actions: rollouts.actions,
  observations: rollouts.observations,
  patchFiles: rollouts.patchFiles,
  patchAdded: rollouts.patchAdded,
  patchRemoved: rollouts.patchRemoved,
  costUsd: rollouts.costUsd,
  inputTokens: rollouts.inputTokens,
  outputTokens: rollouts.outputTokens,
  cachedTokens: rollouts.cachedTokens,
  startedAt: rollouts.startedAt,
  finishedAt: rollouts.finishedAt,
  graderAccess: rollouts.graderAccess,
  relation: rollouts.relation,
  parentFile: rollouts.parentFile,
};

/** A rollout by its id. */
export function getRollout(db: Db, id: string): RolloutRow | undefined {
  return db.select().from(rollouts).where(eq(rollouts.id, id)).get();
}

/** Those of the rollouts that are there, by id, each with its task. */
export function getRolloutsWithTasks(
  db: Db,
  ids: readonly string[],
): Map<string, { rollout: RolloutRow; task: TaskRow }> {
  const rows = db
    .select({ rollout: rollouts, task: tasks })
    .from(rollouts)
    .innerJoin(tasks, eq(tasks.id, rollouts.taskId))
    .where(sql`${rollouts.id} in (select value from json_each(${JSON.stringify(ids)}))`)
    .all();
  return new Map(rows.map((row) => [row.rollout.id, row]));
}

/** The attempts at a task, by number; with `related`, its sub-agents and continuations instead. */
export function listRollouts(db: Db, taskId: string, related = false): RolloutListItem[] {
  const relation = related ? isNotNull(rollouts.relation) : isNull(rollouts.relation);
  return db
    .select(rolloutListColumns)
    .from(rollouts)
    .where(and(eq(rollouts.taskId, taskId), relation))
    .orderBy(asc(rollouts.number))
    .all();
}

/** What evaluators said of a rollout; more than one may have spoken, and they may disagree. */
export function listVerdicts(db: Db, rolloutId: string): VerdictRow[] {
  return db
    .select()
    .from(verdicts)
    .where(eq(verdicts.rolloutId, rolloutId))
    .orderBy(asc(verdicts.source))
    .all();
}

/** The outline of a rollout: every step in one line. */
export function listOutline(db: Db, rolloutId: string): OutlineItem[] {
  return db
    .select({ number: steps.number, kind: steps.kind, preview: steps.preview, marks: steps.marks })
    .from(steps)
    .where(eq(steps.rolloutId, rolloutId))
    .orderBy(asc(steps.number))
    .all()
    .map((row) => ({ ...row, marks: row.marks === "" ? [] : row.marks.split(",") }));
}

/** Steps `from` to `to` (numbers, both included), in order. */
export function listSteps(db: Db, rolloutId: string, from: number, to: number): Step[] {
  return db
    .select({ body: stepPages.body })
    .from(stepPages)
    .where(and(eq(stepPages.rolloutId, rolloutId), lte(stepPages.first, to), gte(stepPages.last, from)))
    .orderBy(asc(stepPages.first))
    .all()
    .flatMap((page) => page.body)
    .filter((step) => step.number >= from && step.number <= to);
}

/** Every step of a rollout, in order. */
export function listAllSteps(db: Db, rolloutId: string): Step[] {
  return listSteps(db, rolloutId, 1, Number.MAX_SAFE_INTEGER);
}

/** The evidence of a rollout, when it was extracted by the present rules. */
export function getEvidence(db: Db, rolloutId: string): Evidence | undefined {
  return db
    .select({ body: evidence.body })
    .from(evidence)
    .where(and(eq(evidence.rolloutId, rolloutId), eq(evidence.version, EVIDENCE_VERSION)))
    .get()?.body;
}

/** The newest summary of a rollout by an author. */
export function getSummary(
  db: Db,
  rolloutId: string,
  author = "rules",
): { id: string; version: number; body: Summary } | undefined {
  return db
    .select({ id: summaries.id, version: summaries.version, body: summaries.body })
    .from(summaries)
    .where(and(eq(summaries.rolloutId, rolloutId), eq(summaries.author, author)))
    .orderBy(desc(summaries.version))
    .get();
}

/** The task's next free rollout number: 1 for the first. Numbers kept for planned rollouts are not free. */
export function nextRolloutNumber(db: Db, taskId: string): number {
  const used = db
    .select({ last: max(rollouts.number) })
    .from(rollouts)
    .where(eq(rollouts.taskId, taskId))
    .get();
  const kept = db
    .select({ last: max(attempts.number) })
    .from(runs)
    .innerJoin(attempts, eq(attempts.runId, runs.id))
    .where(eq(runs.taskId, taskId))
    .get();
  return Math.max(used?.last ?? 0, kept?.last ?? 0) + 1;
}

/** Everything that ingest writes of one rollout. */
export interface RolloutRecord {
  rollout: RolloutRow;
  verdicts: Omit<VerdictRow, "rolloutId" | "outcomeId">[];
  steps: { step: Step; preview: string; marks: string }[];
  evidence: Evidence;
  summary: { id: string; version: number; author: string; body: Summary };
  files: { path: string; sha256: string; role: "log" | "companion" }[];
}

/** A link to a parent holds as long as the log says the same of whose it is. */
const keptParent = sql`case when ${rollouts.parentKey} is excluded.parent_key
  and ${rollouts.parentFile} is excluded.parent_file and excluded.relation is not null
  then ${rollouts.parentId} end`;

/**
 * Writes a rollout whole, replacing what an earlier ingest of the same log wrote beside it. Call it inside a
 * transaction. The row keeps its number within its task, its parent and its time of ingest.
 */
export function saveRollout(db: Db, record: RolloutRecord): void {
  const { id } = record.rollout;
  const { number: _number, createdAt: _created, ...facts } = record.rollout;
  const set = { ...facts, parentId: keptParent };
  db.insert(rollouts).values(record.rollout).onConflictDoUpdate({ target: rollouts.id, set }).run();
  saveVerdicts(db, id, record.verdicts);
  saveSteps(db, id, record.steps);
  enqueueForSearch(db, id);
  saveReading(db, id, record);
  db.delete(rolloutFiles).where(eq(rolloutFiles.rolloutId, id)).run();
  for (const file of record.files)
    db.insert(rolloutFiles)
      .values({ rolloutId: id, ...file })
      .run();
}

function saveSteps(db: Db, rolloutId: string, given: RolloutRecord["steps"]): void {
  db.delete(steps).where(eq(steps.rolloutId, rolloutId)).run();
  db.delete(stepPages).where(eq(stepPages.rolloutId, rolloutId)).run();
  const outline = given.map(({ step: { number, kind }, preview, marks }) => ({
    number,
    kind,
    preview,
    marks,
  }));
  // One statement for all rows: a statement a row would take longer than reading the log does.
  db.run(sql`insert into ${steps} (rollout_id, number, kind, preview, marks)
    select ${rolloutId}, value ->> 'number', value ->> 'kind', value ->> 'preview', value ->> 'marks'
    from json_each(${JSON.stringify(outline)})`);
  for (const body of splitPages(given.map(({ step }) => step))) {
    const [head, tail] = [body[0], body.at(-1)];
    if (head === undefined || tail === undefined) continue;
    db.insert(stepPages).values({ rolloutId, first: head.number, last: tail.number, body }).run();
  }
}

function saveVerdicts(db: Db, rolloutId: string, given: RolloutRecord["verdicts"]): void {
  db.delete(verdicts).where(eq(verdicts.rolloutId, rolloutId)).run();
  for (const verdict of given)
    db.insert(verdicts)
      .values({ rolloutId, ...verdict })
      .run();
}

/** Writes what the rules read off a rollout: its evidence and its summary. Call it inside a transaction. */
export function saveReading(
  db: Db,
  rolloutId: string,
  reading: Pick<RolloutRecord, "evidence" | "summary">,
): void {
  const row = { rolloutId, version: EVIDENCE_VERSION, body: reading.evidence };
  db.insert(evidence).values(row).onConflictDoUpdate({ target: evidence.rolloutId, set: row }).run();
  const summary = { ...reading.summary, rolloutId, createdAt: Date.now() };
  db.insert(summaries)
    .values(summary)
    .onConflictDoUpdate({ target: summaries.id, set: { body: summary.body } })
    .run();
}

/** Files of a rollout, for giving its bytes back. */
export function listRolloutFiles(
  db: Db,
  rolloutId: string,
): { path: string; sha256: string; role: string }[] {
  return db
    .select({ path: rolloutFiles.path, sha256: rolloutFiles.sha256, role: rolloutFiles.role })
    .from(rolloutFiles)
    .where(eq(rolloutFiles.rolloutId, rolloutId))
    .all();
}

/** How much the database holds. */
export function countAll(db: Db): { tasks: number; rollouts: number } {
  const count = { value: sql<number>`count(*)` };
  return {
    tasks: db.select(count).from(tasks).get()?.value ?? 0,
    rollouts: db.select(count).from(rollouts).get()?.value ?? 0,
  };
}
