// Lists of rollouts: filtered, sorted and cut into pages by the database. Only attempts are listed; sub-agents and
// continuations belong to theirs.
import { and, asc, eq, gt, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "@/db/client";
import { rolloutListColumns } from "@/db/queries/rollouts";
import { imports, rollouts, tasks } from "@/db/schema";
import { readSort, splitWords, UNKNOWN } from "@/lib/domain/list-params";
import type { RolloutColumn, RolloutFilter, RolloutListQuery } from "@/lib/domain/rollout-list";
import type { PickedRollout, RolloutFacets, RolloutLine } from "@/lib/domain/views";

/** A page of the list, in its order. */
export function pageRollouts(db: Db, query: RolloutListQuery): RolloutLine[] {
  // The ids first, so that sorting carries no columns along.
  const ids = db
    .select({ id: rollouts.id })
    .from(rollouts)
    .innerJoin(tasks, eq(tasks.id, rollouts.taskId))
    .where(filterRollouts(query))
    .orderBy(...orderRollouts(query.sort))
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .all()
    .map((row) => row.id);
  return listRolloutLines(db, ids);
}

/** How many attempts a filter finds. */
export function countRollouts(db: Db, filter: RolloutFilter): number {
  const row = db
    .select({ found: sql<number>`count(*)` })
    .from(rollouts)
    .where(filterRollouts(filter))
    .get();
  return row?.found ?? 0;
}

/** The task and number of rollouts that are picked; an id of none is left out. */
export function listPicked(db: Db, ids: readonly string[]): PickedRollout[] {
  return db
    .select({ id: rollouts.id, taskId: rollouts.taskId, number: rollouts.number })
    .from(rollouts)
    .where(sql`${rollouts.id} in (select value from json_each(${JSON.stringify(ids)}))`)
    .all();
}

/** The rollouts of the ids, in the order of the ids; an id of none is left out. */
export function listRolloutLines(db: Db, ids: readonly string[]): RolloutLine[] {
  const rows = db
    .select({
      ...rolloutListColumns,
      createdAt: rollouts.createdAt,
      taskTitle: tasks.title,
      importTitle: imports.title,
      importOrigin: imports.origin,
    })
    .from(rollouts)
    .innerJoin(tasks, eq(tasks.id, rollouts.taskId))
    .innerJoin(imports, eq(imports.id, rollouts.importId))
    .where(sql`${rollouts.id} in (select value from json_each(${JSON.stringify(ids)}))`)
    .all();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The first sub-agents and continuations within a task, and how many there are. */
export function pageRelated(
  db: Db,
  taskId: string,
  limit: number,
): { rollouts: RolloutLine[]; total: number } {
  const ids = db
    .select({ id: rollouts.id })
    .from(rollouts)
    .where(and(eq(rollouts.taskId, taskId), isNotNull(rollouts.relation)))
    .orderBy(asc(rollouts.number))
    .all()
    .map((row) => row.id);
  return { rollouts: listRolloutLines(db, ids.slice(0, limit)), total: ids.length };
}

/** Attempts of one agent with one model. */
export interface AgentAttempts {
  agent: string | null;
  model: string | null;
  /** Their numbers within the task. */
  numbers: number[];
  resolved: number;
  unknown: number;
}

/** The attempts at a task that a filter finds, by agent and model: all that is said of them as a whole. */
export function listAgentAttempts(db: Db, filter: RolloutFilter): AgentAttempts[] {
  return (
    db
      .select({
        agent: rollouts.agent,
        model: rollouts.model,
        numbers: sql<string>`json_group_array(${rollouts.number})`,
        resolved: sql<number>`coalesce(sum(${rollouts.resolved} = 1), 0)`,
        unknown: sql<number>`coalesce(sum(${rollouts.resolved} is null), 0)`,
      })
      .from(rollouts)
      .where(filterRollouts(filter))
      .groupBy(rollouts.agent, rollouts.model)
      .all()
      // The array was made of whole numbers, one statement up.
      .map((row) => ({ ...row, numbers: JSON.parse(row.numbers) as number[] }))
  );
}

/** The condition of a filter. */
export function filterRollouts(filter: RolloutFilter): SQL | undefined {
  return and(
    isNull(rollouts.relation),
    given(filter.task, (id) => eq(rollouts.taskId, id)),
    filterTitle(filter.q),
    isNamed(rollouts.agent, filter.agent),
    isNamed(rollouts.model, filter.model),
    isNamed(rollouts.label, filter.label),
    isNamed(rollouts.format, filter.format),
    isNamed(rollouts.exitStatus, filter.exit),
    filterOutcome(filter.outcome),
    given(filter.import, (id) => eq(rollouts.importId, id)),
    given(filter.grader, (yes) =>
      yes === "yes" ? gt(rollouts.graderAccess, 0) : eq(rollouts.graderAccess, 0),
    ),
    given(filter.patch, (yes) =>
      yes === "yes" ? isNotNull(rollouts.patchFiles) : isNull(rollouts.patchFiles),
    ),
    inRange(rollouts.reward, filter["reward-min"], filter["reward-max"]),
    inRange(rollouts.costUsd, filter["cost-min"], filter["cost-max"]),
    inRange(rollouts.steps, filter["steps-min"], filter["steps-max"]),
  );
}

function given<T>(value: T | undefined, condition: (value: T) => SQL): SQL | undefined {
  return value === undefined ? undefined : condition(value);
}

/** A name, or UNKNOWN for the rows that have none. */
export function isNamed(column: SQLiteColumn, name: string | undefined): SQL | undefined {
  return given(name, (text) => (text === UNKNOWN ? isNull(column) : eq(column, text)));
}

/** An unknown value is in no range: null compares as neither. */
export function inRange(column: SQLiteColumn | SQL, min?: number, max?: number): SQL | undefined {
  return and(
    given(min, (limit) => sql`${column} >= ${limit}`),
    given(max, (limit) => sql`${column} <= ${limit}`),
  );
}

function filterTitle(words: string): SQL | undefined {
  const wanted = splitWords(words);
  if (wanted.length === 0) return undefined;
  const all = and(...wanted.map((word) => sql`instr(lower(${tasks.title}), ${word}) > 0`));
  return sql`${rollouts.taskId} in (select ${tasks.id} from ${tasks} where ${all})`;
}

function filterOutcome(outcome: RolloutFilter["outcome"]): SQL | undefined {
  switch (outcome) {
    case undefined:
      return undefined;
    case "unknown":
      return isNull(rollouts.resolved);
    case "resolved":
    case "unresolved":
      return eq(rollouts.resolved, outcome === "resolved");
  }
}

const seconds = sql`(julianday(${rollouts.finishedAt}) - julianday(${rollouts.startedAt}))`;

/** What each column is sorted by. */
const sortKeys: Record<RolloutColumn, SQLiteColumn | SQL> = {
  rollout: rollouts.number,
  task: tasks.title,
  outcome: rollouts.resolved,
  reward: rollouts.reward,
  exit: rollouts.exitStatus,
  steps: rollouts.steps,
  cost: rollouts.costUsd,
  "tokens-in": rollouts.inputTokens,
  "tokens-out": rollouts.outputTokens,
  patch: sql`(${rollouts.patchAdded} + ${rollouts.patchRemoved})`,
  grader: rollouts.graderAccess,
  agent: rollouts.agent,
  model: rollouts.model,
  label: rollouts.label,
  format: rollouts.format,
  started: rollouts.startedAt,
  duration: seconds,
  import: rollouts.importId,
  added: rollouts.createdAt,
};

/** The column, unknown last both ways; then task and number, so that pages never overlap. */
function orderRollouts(sort: RolloutListQuery["sort"]): SQL[] {
  const { key, descending } = readSort(sort);
  const column = sortKeys[key];
  return [
    descending ? sql`${column} desc nulls last` : sql`${column} asc nulls last`,
    asc(rollouts.taskId),
    asc(rollouts.number),
  ];
}

/** The values that the list of all rollouts can be narrowed to; each is read off its column's index. */
export function listRolloutFacets(db: Db): RolloutFacets {
  const values = (column: SQLiteColumn) =>
    db
      // All these columns are text.
      .selectDistinct({ value: sql<string | null>`${column}` })
      .from(rollouts)
      .orderBy(sql`${column} asc nulls last`)
      .all()
      .map((row) => row.value);
  return {
    agent: values(rollouts.agent),
    model: values(rollouts.model),
    label: values(rollouts.label),
    format: values(rollouts.format),
    exit: values(rollouts.exitStatus),
    import: listImportNames(
      db,
      values(rollouts.importId).filter((id) => id !== null),
    ),
  };
}

/** The values that the list of a task's attempts can be narrowed to, read in one go over them. */
export function listTaskRolloutFacets(db: Db, taskId: string): RolloutFacets {
  const { agent, model, label, format, exitStatus: exit, importId } = rollouts;
  const rows = db
    .selectDistinct({ agent, model, label, format, exit, importId })
    .from(rollouts)
    .where(and(eq(rollouts.taskId, taskId), isNull(rollouts.relation)))
    .all();
  const values = (key: "agent" | "model" | "label" | "format" | "exit") =>
    [...new Set(rows.map((row) => row[key]))].toSorted(compareUnknownLast);
  return {
    agent: values("agent"),
    model: values("model"),
    label: values("label"),
    format: values("format"),
    exit: values("exit"),
    import: listImportNames(db, [...new Set(rows.map((row) => row.importId))]),
  };
}

function compareUnknownLast(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : Number(a > b);
}

function listImportNames(db: Db, ids: readonly string[]): RolloutFacets["import"] {
  return db
    .select({ id: imports.id, title: imports.title, createdAt: imports.createdAt })
    .from(imports)
    .where(sql`${imports.id} in (select value from json_each(${JSON.stringify(ids)}))`)
    .orderBy(asc(imports.createdAt))
    .all();
}
