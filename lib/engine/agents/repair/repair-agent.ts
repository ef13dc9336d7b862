// The repair agent: program repair without a model, on small JavaScript projects. It reads the project, runs the tests
// that it can see, tries one mutation after the other where the failing tests lead, keeps what helps, takes back what
// does not, and submits. It knows no task and sees neither hidden tests nor verdicts; all it knows, it has read in the
// output of its own commands, or in the text of its context.
import { readContext, type Attempt } from "@/lib/engine/agents/repair/context-reader";
import { countExamples, readExamples, writeCheck } from "@/lib/engine/agents/repair/examples";
import { candidatesFrom } from "@/lib/engine/agents/repair/from-others";
import {
  heredoc,
  PLACES,
  readCommand,
  readTexts,
  sortPaths,
  testCommand,
  type Project,
} from "@/lib/engine/agents/repair/project";
import { CLOSING_STEPS, Search, type FirstRun } from "@/lib/engine/agents/repair/search";
import { readSpectrum, SPECTRUM_SCRIPT } from "@/lib/engine/agents/repair/spectrum";
import { StepLog, type Opening } from "@/lib/engine/agents/repair/step-log";
import { countReport, readTestReport } from "@/lib/engine/agents/repair/test-report";
import { drawTraits, type Traits } from "@/lib/engine/agents/repair/traits";
import { sayBatch, sayNames } from "@/lib/engine/agents/repair/wording";
import type { Agent, AgentRequest, AgentRun } from "@/lib/engine/ports";
import { createRandom } from "@/lib/engine/random";

const SYSTEM_MESSAGE =
  "You repair a small JavaScript project in the working folder, with a shell. Make the tests pass that you can see, " +
  "keep to the description, and submit your change as a diff. (This agent is a program that tries mutations; no model " +
  "is asked.)";

type Examples = ReturnType<typeof readExamples>;

/** The agent. Its rollouts follow from the request's seed and from what its commands print. */
export function createRepairAgent(): Agent {
  return { id: "repair", version: "1.1.0", model: null, run };
}

async function run(request: AgentRequest): Promise<AgentRun> {
  const attempts = request.context === null ? [] : readContext(request.context);
  const traits = drawTraits(createRandom(`${request.seed}/traits`), attempts.length > 0);
  const log = new StepLog(request, openingOf(request), request.limits.steps);
  const examples = readExamples(request.task.instruction);
  const search = await explore(request, log, traits, attempts.length > 0 ? examples : []);
  if (attempts.length > 0) await startFromOthers(search, attempts);
  await searchOn(search, examples);
  return submit(search, log);
}

/** The context comes first, so that the task itself is the last thing said. */
function openingOf({ task, context }: AgentRequest): Opening[] {
  const told: Opening[] = context === null ? [] : [{ kind: "user", message: context }];
  return [{ kind: "system", message: SYSTEM_MESSAGE }, ...told, { kind: "user", message: task.instruction }];
}

/** @param examples of the description, to be run along with the first run of the tests */
async function explore(
  request: AgentRequest,
  log: StepLog,
  traits: Traits,
  examples: Examples,
): Promise<Search> {
  const [listing] = await log.take("I start with what is in the project.", ["git ls-files"]);
  const paths = sortPaths(listing?.output ?? "");
  const wanted =
    traits.start === "tests" ? [...paths.tests, ...paths.sources] : [...paths.sources, ...paths.tests];
  const [read] = await log.take(
    traits.start === "tests" ? "First the tests that I can see, then the code:" : "The code, and its tests:",
    wanted.length > 0 ? [readCommand(wanted)] : [],
  );
  const texts = readTexts(read?.output ?? "", wanted);
  const textsOf = (some: readonly string[]) =>
    some.map((file): [string, string] => [file, texts.get(file) ?? ""]);
  const project: Project = {
    sources: new Map(textsOf(paths.sources)),
    tests: paths.tests,
    testCode: textsOf(paths.tests)
      .map(([, text]) => text)
      .join("\n"),
  };
  const firstRun = await runTests(request, log, project, examples);
  const random = createRandom(`${request.seed}/mutations`);
  return new Search(request, log, traits, random, project, firstRun);
}

/** The first run of the tests, which tells as well which lines each of them runs. */
async function runTests(
  { task, environment }: AgentRequest,
  log: StepLog,
  project: Project,
  examples: Examples,
): Promise<FirstRun> {
  const preload = environment.locate(PLACES.spectrum);
  const check = examples.length > 0 ? environment.locate(PLACES.check) : null;
  const thought =
    examples.length > 0
      ? `Others may have gone by the tests alone: I run the tests and the description's ${countExamples(examples)} examples`
      : "I run the tests";
  const [result] = await log.take(`${thought} to see what fails, and which lines each of them runs.`, [
    [
      heredoc(`cat > ${preload}`, SPECTRUM_SCRIPT),
      examples.length > 0 ? writeCheck(examples, project, environment) : "",
      testCommand(task, { tests: project.tests, check, preload }),
    ].join(""),
  ]);
  const output = result?.output ?? "";
  const report = readTestReport(output, result?.exitCode ?? null);
  return { report, spectrum: readSpectrum(output), examples };
}

/**
 * Begins with what earlier attempts ended with, and leaves out what they have refuted. What is said to pass the tests
 * is run with them at once; else whole patches, their pieces and pairs are tried together first.
 */
async function startFromOthers(search: Search, attempts: readonly Attempt[]): Promise<void> {
  const refuted = new Set(attempts.flatMap(({ refuted: keys }) => [...keys]));
  search.leaveOut(refuted);
  const known = new Set<string>();
  let told = `I was told of ${attempts.length} earlier attempts; I leave out the ${refuted.size} changes that they have refuted.`;
  const [best] = candidatesFrom(attempts, search.project.sources, known);
  if (best?.passed && !search.isSolved && search.mayTry) {
    await search.tryToSolve(best, `${told} Perhaps ${best.idea}.`);
    told = "";
  }
  while (search.mayTry && !search.isSolved) {
    const candidates = candidatesFrom(attempts, search.project.sources, known);
    if (candidates.length === 0) return;
    const thought = `I begin with what they ended with. ${sayBatch(candidates)}`;
    await search.tryTogether(candidates, `${told} ${thought}`.trimStart());
    for (const { key } of candidates) known.add(key);
    if (!(await search.takePromising())) return;
    told = "";
  }
}

/** Tries mutations until nothing fails, nothing is left to try, or the steps are used up. */
async function searchOn(search: Search, examples: Examples): Promise<void> {
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
  const exitStatus = howItEnded(search, usedUp);
  await log.take(lastWord(search, exitStatus));
  return { steps: log.steps, exitStatus, patch, costUsd: null, inputTokens: null, outputTokens: null };
}

function howItEnded(search: Search, usedUp: boolean): keyof typeof REASONS | "submitted" {
  if (search.isSolved) return "submitted";
  if (usedUp) return "step-limit";
  return search.hasLostPatience ? "gave-up" : "nothing-left";
}

const REASONS = {
  "step-limit": () => "My steps are used up",
  "gave-up": ({ tried }: Search) => `I have tried ${tried} changes and give up`,
  "nothing-left": () => "Nothing is left that I could try",
};

function lastWord(search: Search, exitStatus: ReturnType<typeof howItEnded>): string {
  const { kept, report, hasChecked } = search;
  const changes =
    kept.length === 0 ? "I changed nothing." : `I changed:\n${kept.map((words) => `- ${words}`).join("\n")}`;
  if (exitStatus === "submitted") {
    return `Done. ${changes}\nAll tests that I can see pass${hasChecked ? ", and the description's examples hold" : ""}.`;
  }
  const why = REASONS[exitStatus](search);
  return `${why}; the task is not done. ${changes}\nStill failing (${countReport(report)}): ${sayNames(report.failed)}.`;
}
