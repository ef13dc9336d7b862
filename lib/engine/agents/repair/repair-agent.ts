// The repair agent: program repair without a model, on small JavaScript projects. It reads the project, runs the tests
// that it can see, tries one mutation after the other where the failing tests lead, keeps what helps, takes back what
// does not, and submits. It knows no task and sees neither hidden tests nor verdicts; all it knows, it has read in the
// output of its own commands, or in the text of its context.
import { readContext, type Attempt } from "@/lib/engine/agents/repair/context-reader";
import { readExamples } from "@/lib/engine/agents/repair/examples";
import { candidatesFrom } from "@/lib/engine/agents/repair/from-others";
import {
  readCommand,
  readText,
  sortPaths,
  testCommand,
  type Project,
} from "@/lib/engine/agents/repair/project";
import { CLOSING_STEPS, Search } from "@/lib/engine/agents/repair/search";
import { StepLog, type Opening } from "@/lib/engine/agents/repair/step-log";
import { countReport, readTestReport, type TestReport } from "@/lib/engine/agents/repair/test-report";
import { drawTraits, type Traits } from "@/lib/engine/agents/repair/traits";
import { sayBatch, sayNames } from "@/lib/engine/agents/repair/wording";
import type { Agent, AgentRequest, AgentRun } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";

const SYSTEM_MESSAGE =
  "You repair a small JavaScript project in the working folder, with a shell. Make the tests pass that you can see, " +
  "keep to the description, and submit your change as a diff. (This agent is a program that tries mutations; no model " +
  "is asked.)";

/** The agent. Its rollouts follow from the request's seed and from what its commands print. */
export function createRepairAgent(): Agent {
  return { id: "repair", version: "1.1.0", model: null, run };
}

async function run(request: AgentRequest): Promise<AgentRun> {
  const attempts = request.context === null ? [] : readContext(request.context);
  const traits = drawTraits(createRandom(`${request.seed}/traits`), attempts.length > 0);
  const steps = Math.max(CLOSING_STEPS + 4, Math.round(request.limits.steps * traits.patience));
  const log = new StepLog(request, openingOf(request), Math.min(steps, request.limits.steps));
  const search = await explore(request, log, traits);
  const examples = readExamples(request.task.instruction);
  if (attempts.length > 0) {
    if (examples.length > 0) await search.checkExamples(examples, "Others may have gone by the tests alone:");
    await startFromOthers(search, attempts);
  }
  await searchOn(search, examples);
  return submit(search, log);
}

/** The context comes first, so that the task itself is the last thing said. */
function openingOf({ task, context }: AgentRequest): Opening[] {
  const told: Opening[] = context === null ? [] : [{ kind: "user", message: context }];
  return [{ kind: "system", message: SYSTEM_MESSAGE }, ...told, { kind: "user", message: task.instruction }];
}

async function explore(request: AgentRequest, log: StepLog, traits: Traits): Promise<Search> {
  const [listing] = await log.take("I start with what is in the project.", ["git ls-files"]);
  const paths = sortPaths(listing?.output ?? "");
  const read = async (thought: string, wanted: readonly string[]) => {
    const results = await log.take(thought, wanted.map(readCommand));
    return new Map(wanted.map((path, index) => [path, results[index] ? readText(results[index]) : ""]));
  };
  const readTests = () => read("The tests that I can see:", paths.tests);
  const readSources = () => read("The code:", paths.sources);
  const [tests, sources] =
    traits.start === "tests"
      ? [await readTests(), await readSources()]
      : swap(await readSources(), await readTests());
  const project: Project = { sources, tests: paths.tests, testCode: [...tests.values()].join("\n") };
  const report = await runTests(request, log);
  const random = createRandom(`${request.seed}/mutations`);
  return new Search(request, log, traits, random, project, report);
}

function swap<A, B>(first: A, second: B): [B, A] {
  return [second, first];
}

async function runTests(request: AgentRequest, log: StepLog): Promise<TestReport> {
  const [result] = await log.take("I run the tests to see what fails.", [testCommand(request.task)]);
  return readTestReport(result?.output ?? "", result?.exitCode ?? null);
}

/** Begins with what earlier attempts ended with, and leaves out what they have refuted. */
async function startFromOthers(search: Search, attempts: readonly Attempt[]): Promise<void> {
  const refuted = new Set(attempts.flatMap(({ refuted: keys }) => [...keys]));
  search.leaveOut(refuted);
  const known = new Set<string>();
  let told = `I was told of ${attempts.length} earlier attempts; I leave out the ${refuted.size} changes that they have refuted.`;
  while (search.mayTry && !search.isSolved) {
    const candidates = candidatesFrom(attempts, search.project.sources, known);
    if (candidates.length === 0) return;
    await search.tryTogether(
      candidates,
      `${told} I begin with what they ended with. ${sayBatch(candidates)}`,
    );
    for (const { key } of candidates) known.add(key);
    if (!(await search.takePromising())) return;
    told = "";
  }
}

/** Tries mutations until nothing fails, nothing is left to try, or the steps are used up. */
async function searchOn(search: Search, examples: ReturnType<typeof readExamples>): Promise<void> {
  while (search.mayTry) {
    if (search.isSolved) {
      if (examples.length === 0 || !search.traits.checksExamples || search.hasChecked) return;
      await search.checkExamples(examples, "The visible tests pass. Before I submit,");
    } else if (search.hasAlternatives) await search.reconsider();
    else if (search.isStuck) await search.startOver();
    else if (!search.isLocalised) await search.localise();
    else if (!(await search.tryNext())) return;
  }
}

async function submit(search: Search, log: StepLog): Promise<AgentRun> {
  const usedUp = log.left <= CLOSING_STEPS;
  const { say, run: first } = search.takeLast();
  const results = await log.take(`${say} I submit what I have.`, [
    ...first,
    "git add -A && git diff --cached",
  ]);
  const patch = results.at(-1)?.output ?? "";
  const exitStatus = search.isSolved ? "submitted" : usedUp ? "step-limit" : "nothing-left";
  await log.take(lastWord(search, exitStatus));
  return { steps: log.steps, exitStatus, patch, costUsd: null, inputTokens: null, outputTokens: null };
}

function lastWord({ kept, report, hasChecked }: Search, exitStatus: string): string {
  const changes =
    kept.length === 0 ? "I changed nothing." : `I changed:\n${kept.map((words) => `- ${words}`).join("\n")}`;
  if (exitStatus === "submitted") {
    return `Done. ${changes}\nAll tests that I can see pass${hasChecked ? ", and the description's examples hold" : ""}.`;
  }
  const why = exitStatus === "step-limit" ? "My steps are used up" : "Nothing is left that I could try";
  return `${why}; the task is not done. ${changes}\nStill failing (${countReport(report)}): ${sayNames(report.failed)}.`;
}
