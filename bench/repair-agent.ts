// What the repair agent makes of the built-in tasks: independent rollouts in the sandbox, verified by the hidden tests.
// node --conditions=react-server --import tsx bench/repair-agent.ts [rollouts per task] [task...]
import { availableParallelism } from "node:os";
import { createRepairAgent } from "@/lib/engine/agents/repair/repair-agent";
import { createFairLimit } from "@/lib/engine/fair-limit";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import type { AgentRun, Verification } from "@/lib/engine/ports";
import { createHarborVerifier } from "@/lib/engine/verifiers/harbor";
import { listBuiltInTasks, type BuiltInTask } from "@/lib/tasks/built-in";
import { loadTask } from "@/lib/tasks/load-task";
import { prepareTask } from "@/lib/tasks/prepare-task";
import { describeMachine } from "@/bench/lib/machine";

const STEPS = 40;
const LIMITS = { memoryMb: 1024, processes: 100, diskMb: 256, outputBytes: 60_000 };

interface Outcome {
  run: AgentRun;
  verification: Verification;
  ms: number;
}

async function measureTask({ folder }: BuiltInTask, rollouts: number): Promise<Outcome[]> {
  const choice = await chooseSandbox();
  if ("missing" in choice) throw new Error(choice.missing);
  const source = await loadTask(folder);
  await using prepared = await prepareTask(source);
  const verifier = createHarborVerifier({ folder: source.hiddenTests ?? "", timeoutMs: 60_000 });
  const slot = createFairLimit(availableParallelism()).queue("all");
  const { signal } = new AbortController();
  return await Promise.all(
    Array.from({ length: rollouts }, (_, index) =>
      slot(async () => {
        const begun = performance.now();
        await using environment = await choice.sandbox.open({ ...prepared.spec, limits: LIMITS }, signal);
        const run = await createRepairAgent().run({
          task: source,
          context: null,
          environment,
          seed: `bench/${source.name}/${index}`,
          limits: { steps: STEPS, commandMs: 20_000 },
          onStep: () => undefined,
          signal,
        });
        const verification = await verifier.verify(environment, signal);
        return { run, verification, ms: performance.now() - begun };
      }, signal),
    ),
  );
}

const rollouts = Number(process.argv[2] ?? 8);
const wanted = process.argv.slice(3);
const tasks = listBuiltInTasks().filter(({ name }) => wanted.length === 0 || wanted.includes(name));
console.log(describeMachine());
console.log("task                 resolved  overfitted  gave up  steps  s per rollout");
for (const task of tasks) {
  const outcomes = await measureTask(task, rollouts);
  const resolved = outcomes.filter(({ verification }) => verification.resolved === true).length;
  const submitted = outcomes.filter(({ run }) => run.exitStatus === "submitted").length;
  const steps = outcomes.reduce(
    (sum, { run }) => sum + run.steps.filter(({ kind }) => kind === "agent").length,
    0,
  );
  const ms = outcomes.reduce((sum, outcome) => sum + outcome.ms, 0);
  const cells = [resolved, submitted - resolved, rollouts - submitted, (steps / rollouts).toFixed(1)];
  console.log(
    `${task.name.padEnd(20)} ${cells.map((cell) => String(cell).padStart(9)).join(" ")}  ${(ms / rollouts / 1000).toFixed(2).padStart(8)}`,
  );
}
