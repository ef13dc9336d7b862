// How good is the judge, on rollouts whose verdict is known?
import type { Db } from "@/db/client";
import { listRollouts } from "@/db/queries/rollouts";
import { getTask, listTasks } from "@/db/queries/tasks";
import { CommandError, noArguments, readArguments, UsageError, type Command } from "@/lib/cli/command";
import { findOneTask } from "@/lib/cli/find";
import { count, formatTable, writeJson } from "@/lib/cli/output";
import { withDatabase } from "@/lib/cli/with-database";
import {
  calibrate as calibratePairs,
  countVotes,
  measureByTask,
  type Calibration,
  type Figures,
  type JudgedPair,
  type TaskAccuracy,
  type Tally,
} from "@/lib/engine/judges/calibration";
import { createRulesJudge } from "@/lib/engine/judges/rules";
import type { Candidate, Judge } from "@/lib/engine/ports";
import { loadCandidate } from "@/lib/worker/candidate";

const DEFAULT_VOTES = 8;
const MOST_VOTES = 64;

const options = {
  judge: { type: "string" },
  task: { type: "string", multiple: true },
  votes: { type: "string" },
  json: { type: "boolean" },
} as const;

export const calibrate: Command = {
  name: "calibrate",
  usage: "calibrate [--judge rules] [--task ID...] [--votes 8] [--json]",
  summary:
    "Let the judge vote on every pair of a resolved and an unresolved rollout of a same task, and compare it with chance and with trivial judges.",
  run(args, context) {
    const { values, positionals } = readArguments(args, options);
    const named = values.task ?? [];
    if (named.length === 0) noArguments(positionals);
    const judge = createJudge(values.judge ?? "rules");
    const votes = readVotes(values.votes);
    return withDatabase(context, async (db) => {
      const tasks = [...named, ...positionals].map((reference) => findOneTask(db, reference).id);
      const pairs = await judgePairs(db, tasks.length > 0 ? tasks : listTasks(db).map(({ id }) => id), {
        judge,
        votes,
        stop: context.stop,
      });
      if (pairs.length === 0) {
        throw new CommandError(
          "There is no task with both a resolved and an unresolved rollout; import some with their verdicts.",
        );
      }
      const calibration = calibratePairs(pairs);
      if (values.json) writeJson(context, calibration);
      else context.out(formatCalibration(calibration, measureByTask(pairs)));
      return 0;
    });
  },
};

function createJudge(name: string): Judge {
  if (name === "rules") return createRulesJudge();
  throw new UsageError("--judge: must be rules, the only judge there is");
}

function readVotes(text: string | undefined): number {
  const votes = text === undefined ? DEFAULT_VOTES : Number(text);
  if (Number.isInteger(votes) && votes >= 1 && votes <= MOST_VOTES) return votes;
  throw new UsageError(`--votes: must be a whole number from 1 to ${MOST_VOTES}`);
}

/** Who votes, and how often. */
interface Bench {
  judge: Judge;
  votes: number;
  stop: AbortSignal;
}

interface Entrant {
  candidate: Candidate;
  figures: Figures;
}

async function judgePairs(db: Db, taskIds: readonly string[], bench: Bench): Promise<JudgedPair[]> {
  const pairs: JudgedPair[] = [];
  for (const task of taskIds) {
    const attempts = listRollouts(db, task);
    const statement = getTask(db, task)?.statement ?? null;
    const load = (verdict: boolean) =>
      attempts.filter(({ resolved }) => resolved === verdict).map(({ id }) => loadEntrant(db, id));
    const [resolved, unresolved] = [load(true), load(false)];
    for (const right of resolved) {
      for (const wrong of unresolved) {
        bench.stop.throwIfAborted();
        pairs.push({
          task,
          resolved: right.figures,
          unresolved: wrong.figures,
          votes: await voteOn(right.candidate, wrong.candidate, { ...bench, task, statement }),
        });
      }
    }
  }
  return pairs;
}

function loadEntrant(db: Db, id: string): Entrant {
  const { candidate } = loadCandidate(db, id);
  const { evidence, summary } = candidate;
  const lines =
    evidence.patch?.files.reduce((total, { added, removed }) => total + added + removed, 0) ?? null;
  return {
    candidate,
    figures: {
      steps: evidence.agentSteps,
      submitted: evidence.submissionStep !== null,
      patchLines: lines === 0 ? null : lines,
      summaryLength: JSON.stringify(summary.sections).length,
    },
  };
}

/** V votes, each order in turn. */
async function voteOn(
  right: Candidate,
  wrong: Candidate,
  { task, statement, judge, votes, stop }: Bench & { task: string; statement: string | null },
): Promise<JudgedPair["votes"]> {
  const replies = await Promise.all(
    Array.from({ length: votes }, async (_, index) => {
      const resolvedFirst = index % 2 === 0;
      const candidates = resolvedFirst ? [right, wrong] : [wrong, right];
      const seed = `calibrate/${task}/${right.id}/${wrong.id}/vote-${index}`;
      const { choice } = await judge.vote({ task: { statement }, candidates, seed, signal: stop });
      return { choice, resolvedFirst };
    }),
  );
  return countVotes(replies);
}

function formatCalibration(calibration: Calibration, byTask: TaskAccuracy | null): string {
  const { tasks, pairs, baselines, byMargin, abstained, slotOneShare } = calibration;
  const rows = [
    ["the judge", ...cells(calibration), byMargin.find(({ margin }) => margin === 0)?.pairs ?? 0],
    ["chance", String(pairs / 2), "50.0 %", null, null],
    ["fewest steps", ...cells(baselines.fewestSteps), baselines.fewestSteps.ties],
    ["has submitted", ...cells(baselines.submitted), baselines.submitted.ties],
    ["smallest patch", ...cells(baselines.smallestPatch), baselines.smallestPatch.ties],
    ["longest summary", ...cells(baselines.longestSummary), baselines.longestSummary.ties],
  ];
  const margins = byMargin.map((tally) => [tally.margin, tally.pairs, ...cells(tally).slice(1)]);
  return [
    `${count(pairs, "pair")} of a resolved and an unresolved rollout, of ${count(tasks, "task")}. Ties count half.\n\n`,
    formatTable(["judge", "correct", "accuracy", "95 % interval", "ties"], rows),
    "\n",
    formatTable(["ahead by", "pairs", "accuracy", "95 % interval"], margins),
    `\n${count(abstained, "abstention")}; ${slotOneShare === null ? "no vote" : `${percent(slotOneShare)} of the votes`} went to the one shown first.\n`,
    "Pairs of one task share their rollouts: the intervals, which take pairs for independent, are too narrow.\n",
    byTask === null ? "" : `${describeByTask(byTask)}\n`,
  ].join("");
}

function describeByTask({ tasks, mean, interval }: TaskAccuracy): string {
  const range =
    interval === null
      ? "too few tasks for an interval"
      : `95 % interval over tasks ${percent(interval[0])} to ${percent(interval[1])}`;
  return `Each task counted once, the judge is right in ${percent(mean)} (${count(tasks, "task")}; ${range}).`;
}

function cells({ correct, accuracy, interval }: Tally): [string, string | null, string | null] {
  return [
    String(correct),
    accuracy === null ? null : percent(accuracy),
    interval === null ? null : `${percent(interval[0])} to ${percent(interval[1])}`,
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
