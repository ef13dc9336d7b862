import { notFound } from "next/navigation";
import { ColumnChoice } from "@/components/rollouts/column-choice";
import { PopulationRollouts } from "@/components/rollouts/population-rollouts";
import { RolloutFilters } from "@/components/rollouts/rollout-filters";
import { RolloutTable } from "@/components/rollouts/rollout-table";
import { PopulationLaunch, PopulationPicker } from "@/components/task/population";
import { TaskFacts } from "@/components/task/task-facts";
import { TaskStatement } from "@/components/task/task-statement";
import { RefreshOnChange } from "@/components/tournament-list/refresh-on-change";
import { TournamentTable } from "@/components/tournament-list/tournament-table";
import { SectionHeading } from "@/components/ui/card";
import { Page } from "@/components/ui/page";
import { latestEventId } from "@/db/queries/events";
import { Pager } from "@/components/ui/pager";
import { UnreadParams } from "@/components/ui/unread-params";
import {
  listAgentAttempts,
  listTaskRolloutFacets,
  pageRelated,
  pageRollouts,
  type AgentAttempts,
} from "@/db/queries/rollout-list";
import { getTask } from "@/db/queries/tasks";
import { listTournaments } from "@/db/queries/tournaments";
import { nameAgent } from "@/lib/domain/agent-name";
import { PAGE_SIZES, readParams } from "@/lib/domain/list-params";
import { formatRanges } from "@/lib/domain/number-ranges";
import {
  DEFAULT_COLUMNS,
  populationListSchema,
  ROLLOUT_FILTERS,
  rolloutFilterSchema,
  type RolloutListQuery,
} from "@/lib/domain/rollout-list";
import { getDb } from "@/lib/server/db";
import { countOf } from "@/lib/utils/format";
import { startTournament } from "./actions";

const MOST_RELATED = 100;
const standardColumns = DEFAULT_COLUMNS.filter((column) => column !== "task");

export default async function TaskPage({ params, searchParams }: PageProps<"/tasks/[taskId]">) {
  const { taskId } = await params;
  const { query, unread } = readParams(populationListSchema, await searchParams);
  const since = latestEventId(getDb());
  const task = getTask(getDb(), taskId);
  if (!task) notFound();
  const everything = rolloutFilterSchema.parse({ task: taskId });
  const groups = listAgentAttempts(getDb(), everything);
  const all = formatRanges(groups.flatMap((group) => group.numbers));
  return (
    <Page
      wide
      crumbs={[{ label: "Tasks", href: "/tasks" }]}
      title={task.title}
      facts={
        <TaskFacts
          source={task.source}
          instanceId={task.instanceId === task.title ? null : task.instanceId}
          counts={countOutcomes(groups)}
        />
      }
    >
      <RefreshOnChange topics={["tournament", "rollouts"]} since={since} />
      <TaskStatement taskId={task.id} statement={task.statement} />
      <PopulationLaunch taskId={taskId} all={all} start={startTournament} />
      <Population all={all} groups={groups} query={{ ...query, q: "", task: taskId }} unread={unread} />
      <Tournaments taskId={taskId} />
      <Related taskId={taskId} />
    </Page>
  );
}

function Population({
  all,
  groups,
  query,
  unread,
}: {
  all: string;
  groups: AgentAttempts[];
  query: RolloutListQuery & { task: string };
  unread: string[];
}) {
  const rollouts = pageRollouts(getDb(), query);
  const columns = query.cols ?? standardColumns;
  const isFiltered = ROLLOUT_FILTERS.some(
    (name) => name !== "task" && query[name] !== undefined && query[name] !== "",
  );
  const found = isFiltered ? listAgentAttempts(getDb(), query) : groups;
  const total = sum(found.map((group) => group.numbers.length));
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionHeading title="Rollouts" />
      <RolloutFilters filter={query} facets={listTaskRolloutFacets(getDb(), query.task)} ofTask />
      <UnreadParams names={unread} />
      <PopulationPicker
        all={all}
        found={isFiltered ? formatRanges(found.flatMap((group) => group.numbers)) : null}
        groups={groups.map((group) => ({ name: nameAgent(group), numbers: formatRanges(group.numbers) }))}
      />
      <ColumnChoice columns={columns} standard={standardColumns} />
      {rollouts.length > 0 ? (
        <PopulationRollouts all={all} rollouts={rollouts} columns={columns} sort={query.sort} />
      ) : (
        <p className="text-muted-foreground">
          No rollout of this task is found by these filters; loosen them.
        </p>
      )}
      <Pager noun="rollouts" page={query.page} size={query.size} sizes={PAGE_SIZES} total={total} />
    </section>
  );
}

function countOutcomes(groups: readonly AgentAttempts[]) {
  return {
    attempts: sum(groups.map((group) => group.numbers.length)),
    resolved: sum(groups.map((group) => group.resolved)),
    unknown: sum(groups.map((group) => group.unknown)),
  };
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

function Tournaments({ taskId }: { taskId: string }) {
  const tournaments = listTournaments(getDb(), { taskId });
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionHeading title="Tournaments of this task" />
      {tournaments.length > 0 ? (
        <TournamentTable tournaments={tournaments} label="Tournaments of this task" withTask={false} />
      ) : (
        <p className="text-muted-foreground">None yet: pick rollouts above and run one.</p>
      )}
    </section>
  );
}

function Related({ taskId }: { taskId: string }) {
  const { rollouts, total } = pageRelated(getDb(), taskId, MOST_RELATED);
  if (total === 0) return null;
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <SectionHeading
        title="Sub-agents and continuations"
        remark="Parts of an attempt; they do not count as attempts and cannot be picked"
      />
      <RolloutTable
        label="Sub-agents and continuations"
        rollouts={rollouts}
        columns={standardColumns}
        sort={null}
        picking={null}
      />
      {total > rollouts.length && (
        <p className="text-xs text-muted-foreground">
          The first {rollouts.length} of {countOf(total, "part")}; the reader of an attempt leads to its own.
        </p>
      )}
    </section>
  );
}
