// The repair agent's population on tasks with hidden tests: how often it resolves, overfits the visible tests or gives
// up, in how many steps and how much processor time. Nothing in it may be tuned to a task; this only looks.
// Run: node --conditions=react-server --import tsx bench/repair-agent.ts
//        [--tasks FOLDER] [--only NAME,NAME] [-n SEEDS] [--seed TEXT] [--refined K] [--steps N] [--concurrency C] [--unsafe]
// --refined K: a second iteration, each rollout of which is given the summaries (by rule) of K rollouts of the first,
// drawn at random.
import path from "node:path";
import { parseArgs } from "node:util";
import { describeMachine } from "@/bench/lib/machine";
import { formatRow, mean, tally, titleRow, type Tried } from "@/bench/lib/repair-tally";
import { spentCpuSeconds } from "@/bench/lib/spent-cpu";
import type { Summary } from "@/lib/domain/summary";
import { createRepairAgent } from "@/lib/engine/agents/repair/repair-agent";
import { extractEvidence } from "@/lib/engine/evidence/extract";
import { createFairLimit } from "@/lib/engine/fair-limit";
import { renderContext } from "@/lib/engine/pipeline/context";
import type { Sandbox } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { summariseByRules } from "@/lib/engine/summarise/extractive";
import { createHarborVerifier } from "@/lib/engine/verifiers/harbor";
import { listBuiltInTasks } from "@/lib/tasks/built-in";
import { loadTask } from "@/lib/tasks/load-task";
import { prepareTask } from "@/lib/tasks/prepare-task";

const COMMAND_MS = 60_000;
const LIMITS = { memoryMb: 2048, processes: 200, diskMb: 2048, outputBytes: 60_000 };

const { values } = parseArgs({
  options: {
    tasks: { type: "string" },
    only: { type: "string" },
    n: { type: "string", short: "n", default: "8" },
    seed: { type: "string", default: "bench" },
    refined: { type: "string" },
    steps: { type: "string", default: "40" },
    concurrency: { type: "string", default: "2" },
    unsafe: { type: "boolean", default: false },
  },
});
const size = Number(values.n);
const signal = new AbortController().signal;
const agent = createRepairAgent();

interface Made extends Tried {
  summary: Summary;
}

/** One rollout in a fresh environment, then the hidden tests on a copy of what it left. */
async function makeRollout(
  sandbox: Sandbox,
  task: Awaited<ReturnType<typeof openTask>>,
  seed: string,
  context: string | null,
): Promise<Made> {
  const started = performance.now();
  await using environment = await sandbox.open({ ...task.spec, limits: LIMITS }, signal);
  const run = await agent.run({
    task: task.told,
    context,
    environment,
    seed,
    limits: { steps: Number(values.steps), commandMs: COMMAND_MS },
    onStep: () => undefined,
    signal,
  });
  const { resolved } = await task.verifier.verify(environment, signal);
  const evidence = extractEvidence(run);
  const summary = summariseByRules({ trajectory: run, evidence, statement: task.told.instruction });
  return {
    resolved,
    exitStatus: run.exitStatus,
    steps: run.steps.filter(({ kind }) => kind === "agent").length,
    wallSeconds: (performance.now() - started) / 1000,
    summary,
  };
}

async function openTask(folder: string) {
  const source = await loadTask(folder);
  if (source.hiddenTests === null) throw new Error(`${folder} has no hidden tests: nothing to measure.`);
  const prepared = await prepareTask(source);
  return {
    told: { name: source.name, instruction: source.instruction, testCommand: source.testCommand },
    spec: prepared.spec,
    verifier: createHarborVerifier({ folder: source.hiddenTests, timeoutMs: source.timeouts.verifierMs }),
    [Symbol.asyncDispose]: () => prepared[Symbol.asyncDispose](),
  };
}

/** `size` rollouts, some at a time. */
function makeAll<T>(make: (index: number) => Promise<T>): Promise<T[]> {
  const slot = createFairLimit(Number(values.concurrency)).queue("rollouts");
  return Promise.all(Array.from({ length: size }, (_, index) => slot(() => make(index), signal)));
}

async function measure<T>(work: () => Promise<T[]>): Promise<{ made: T[]; cpuSeconds: number }> {
  const before = spentCpuSeconds();
  const made = await work();
  return { made, cpuSeconds: (spentCpuSeconds() - before) / made.length };
}

function contextFor(made: readonly Made[], index: number, keep: number): string {
  const random = createRandom(`${values.seed}/parents/${String(index)}`);
  return renderContext(random.shuffle(made.map(({ summary }) => summary)).slice(0, keep));
}

const choice = await chooseSandbox(values.unsafe);
if ("missing" in choice) throw new Error(choice.missing);
const only = values.only?.split(",");
const tasks = listBuiltInTasks(values.tasks === undefined ? undefined : path.resolve(values.tasks)).filter(
  ({ name }) => only === undefined || only.includes(name),
);
console.log(`machine: ${describeMachine()}; sandbox ${choice.sandbox.id}`);
console.log(
  `data: ${String(tasks.length)} tasks x ${String(size)} rollouts, at most ${values.steps} steps\n`,
);
console.log(titleRow());

const independent: Tried[][] = [];
const refined: Tried[][] = [];
const cpu = { independent: [] as number[], refined: [] as number[] };
for (const { name, folder } of tasks) {
  await using task = await openTask(folder);
  const first = await measure(() =>
    makeAll((index) => makeRollout(choice.sandbox, task, `${values.seed}/0/${String(index)}`, null)),
  );
  independent.push(first.made);
  cpu.independent.push(first.cpuSeconds);
  console.log(formatRow(name, tally(first.made), first.cpuSeconds));
  if (values.refined === undefined) continue;
  const keep = Number(values.refined);
  const second = await measure(() =>
    makeAll((index) =>
      makeRollout(
        choice.sandbox,
        task,
        `${values.seed}/1/${String(index)}`,
        contextFor(first.made, index, keep),
      ),
    ),
  );
  refined.push(second.made);
  cpu.refined.push(second.cpuSeconds);
  console.log(formatRow(`${name}, refined`, tally(second.made), second.cpuSeconds));
}

console.log(formatRow("all", tally(independent.flat()), mean(cpu.independent) ?? 0));
if (refined.length > 0) console.log(formatRow("all, refined", tally(refined.flat()), mean(cpu.refined) ?? 0));
