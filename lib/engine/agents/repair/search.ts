// Where a rollout stands, and its moves: find suspicious lines, try changes, keep one or take it back.
import { changesIn, combine, diffOf, type Candidate } from "@/lib/engine/agents/repair/candidate";
import { drawMutations } from "@/lib/engine/agents/repair/draw";
import {
  countExamples,
  isExampleName,
  writeCheck,
  type CheckLine,
} from "@/lib/engine/agents/repair/examples";
import { listMutations } from "@/lib/engine/agents/repair/list-mutations";
import type { Mutation } from "@/lib/engine/agents/repair/mutation";
import {
  heredoc,
  PLACES,
  TEST_CPU_SECONDS,
  testCommand,
  type Project,
} from "@/lib/engine/agents/repair/project";
import { rankLines, readSpectrum, type Spectrum } from "@/lib/engine/agents/repair/spectrum";
import type { StepLog } from "@/lib/engine/agents/repair/step-log";
import {
  compareReports,
  countReport,
  readTestReport,
  type TestReport,
} from "@/lib/engine/agents/repair/test-report";
import type { Traits } from "@/lib/engine/agents/repair/traits";
import {
  agrees,
  formatTrials,
  isBetter,
  isStep,
  readTrials,
  type Trial,
} from "@/lib/engine/agents/repair/trials";
import { TRIALS_SCRIPT } from "@/lib/engine/agents/repair/trials-script";
import { sayBatch, sayEffect, sayNames, sayTrials } from "@/lib/engine/agents/repair/wording";
import type { AgentRequest, CommandResult } from "@/lib/engine/ports";
import type { Random } from "@/lib/engine/random";
import { invariant } from "@/lib/utils/invariant";

/** Steps kept for the submission and the last word. */
export const CLOSING_STEPS = 2;

/** The processor time of one step's trials, in seconds: for what no counted turn ends, as an expression that backtracks. */
const TRIALS_CPU_SECONDS = 30;

/** What is left of a change's weight when it did not help before something else was changed. */
const STALE = 0.15;
/** How much sooner a change is tried again that helped, when another one was kept instead. */
const HOPEFUL = 30;
/** Steps that lead to nothing before what was kept is doubted. */
const FRUITLESS = 4;
/** Changes that are kept in mind to be joined with another. */
const MOST_STEPS = 4;

/** What the tests said before anything was changed. */
export interface FirstRun {
  report: TestReport;
  spectrum: Spectrum;
  /** The examples of the description that were run as tests. */
  examples: readonly (readonly CheckLine[])[];
}

export class Search {
  /** What was kept, in words. */
  readonly kept: string[] = [];
  /** What is known of changes: factors of their weight, by key. */
  private readonly standing = new Map<string, number>();
  private examples: FirstRun["examples"];
  private spectrum: Spectrum;
  private current: TestReport;
  /** All mutations of the files as they are; null until they are asked for. */
  private known: Mutation[] | null = null;
  /** Candidates that helped in a trial and wait for a real run of the tests, the next one first. */
  private promising: Candidate[] = [];
  /** Candidates that would have done as well as the one that was kept. */
  private alternatives: Candidate[] = [];
  /** Changes that only made a test fail otherwise. */
  private halves: Mutation[] = [];
  /** False when trials do not say what the tests say: then changes are tried one by one. */
  private canTry = true;
  private hasScript = false;
  private hasLocalised = true;
  /** Changes tried in all. */
  tried = 0;
  /** Steps in a row that led to nothing. */
  private fruitless = 0;
  private readonly beginning: ReturnType<Search["snapshot"]>;
  private best: ReturnType<Search["snapshot"]>;
  /** What the last result led to: said, and done, at the beginning of the next step. */
  private next: { say: string; run: string[] } = { say: "", run: [] };

  constructor(
    private readonly request: AgentRequest,
    private readonly log: StepLog,
    readonly traits: Traits,
    private readonly random: Random,
    readonly project: Project,
    { report, spectrum, examples }: FirstRun,
  ) {
    this.current = report;
    this.examples = examples;
    this.spectrum = spectrum;
    this.beginning = this.snapshot();
    this.best = this.beginning;
  }

  get report(): TestReport {
    return this.current;
  }

  get isSolved(): boolean {
    return this.current.failed.size === 0;
  }

  /** True while there is a step for another try, and patience, or something promising. */
  get mayTry(): boolean {
    return this.log.left > CLOSING_STEPS && (!this.hasLostPatience || this.promising.length > 0);
  }

  get hasLostPatience(): boolean {
    return this.tried >= this.traits.patience;
  }

  get hasChecked(): boolean {
    return this.examples.length > 0;
  }

  /** True when it is known which lines the tests run that count now. */
  get isLocalised(): boolean {
    return this.hasLocalised;
  }

  /** True when changes are known that would have done as well as one that was kept, and may do better by the examples. */
  get hasAlternatives(): boolean {
    return this.hasChecked && this.canTry && this.alternatives.length > 0;
  }

  /** True when only examples fail, and nothing helps on top of what was kept: perhaps the wrong change was kept. */
  get isStuck(): boolean {
    const onlyExamples = [...this.current.failed].every((name) => isExampleName(name));
    return onlyExamples && this.kept.length > 0 && this.fruitless >= FRUITLESS && this.promising.length === 0;
  }

  /** As `takeNext`; when an earlier state was better than this one, it is brought back. */
  takeLast(): { say: string; run: string[] } {
    const { say, run } = this.takeNext();
    const { best } = this;
    if (best.report.failed.size >= this.current.failed.size) return { say, run };
    const diff = diffOf(this.project.sources, { result: best.sources });
    this.current = best.report;
    this.kept.push(...best.kept);
    return {
      say: `${say} What I had before was better (${countReport(best.report)}); I put it back.`,
      run: [...run, heredoc("git apply", diff, "PATCH").trimEnd()],
    };
  }

  /** What is still to be said and done, for whoever takes the next step. */
  takeNext(): { say: string; run: string[] } {
    const { next } = this;
    this.next = { say: "", run: [] };
    return next;
  }

  /** Changes that others have tried in vain are left out. */
  leaveOut(keys: Iterable<string>): void {
    for (const key of keys) this.standing.set(key, 0);
  }

  /** Finds out which lines the tests and the examples run. */
  async localise(): Promise<void> {
    const preload = this.request.environment.locate(PLACES.spectrum);
    const command = `{ ${this.testCommand(preload)}; } | grep -a '^spectrum'`;
    const { output } = await this.take("I look which lines each test runs.", command);
    this.spectrum = readSpectrum(output);
    this.hasLocalised = true;
  }

  /** Runs the examples of the description; from then on they count as tests. */
  async checkExamples(blocks: readonly (readonly CheckLine[])[], why: string): Promise<void> {
    this.examples = blocks;
    const write = writeCheck(blocks, this.project, this.request.environment);
    const thought = `${why} I check the description's ${countExamples(blocks)} examples.`;
    const limit = `ulimit -t ${TEST_CPU_SECONDS}`;
    const { output } = await this.take(thought, `${write}${limit}; node ${this.checkPlace}`);
    const told = readTestReport(output, 0);
    this.current = {
      passed: this.current.passed.union(told.passed),
      failed: this.current.failed.union(told.failed),
      finished: this.current.finished,
    };
    this.hasLocalised = false;
    this.best = this.snapshot();
    this.next.say =
      told.failed.size === 0 ? "The examples hold." : `These do not hold: ${sayNames(told.failed)}. I go on.`;
  }

  /** Tries what is most promising. @returns false when nothing is left */
  async tryNext(): Promise<boolean> {
    const [first, ...others] = this.promising;
    if (first) {
      this.promising = others;
      await this.tryReally(first, `Perhaps ${first.idea}.`);
      return true;
    }
    if (!this.canTry) return this.tryOne();
    const candidates = this.draw(this.traits.breadth);
    if (candidates.length === 0) return false;
    await this.tryTogether(candidates, sayBatch(candidates));
    return true;
  }

  /** Checks what was promising, one by one, until something is kept. @returns whether something was */
  async takePromising(): Promise<boolean> {
    while (this.promising.length > 0 && this.mayTry) {
      const kept = this.kept.length;
      await this.tryNext();
      if (this.kept.length > kept) return true;
    }
    return false;
  }

  /** Looks whether one of the changes that would have done as well does better now. */
  async reconsider(): Promise<void> {
    const others = this.alternatives;
    this.alternatives = [];
    const thought = `When I chose, ${others.length === 1 ? "another change" : `${others.length} other changes`} would have done as well; I look what the examples say of ${others.length === 1 ? "it" : "them"}. ${sayBatch(others)}`;
    await this.tryTogether(others, thought);
  }

  /** Takes back all that was kept, and looks for another way; what was kept is the last to be tried again. */
  async startOver(): Promise<void> {
    const { sources } = this.beginning;
    const files = [...sources.keys()].filter((path) => sources.get(path) !== this.project.sources.get(path));
    const thought =
      "What I kept makes the visible tests pass and not the examples. I take it back and look for another way.";
    const command = `git checkout -q HEAD -- ${files.join(" ")}\n${this.testCommand()}`;
    const report = await this.runTests(thought, command);
    const keys = changesIn(diffOf(sources, { result: this.project.sources }));
    this.project.sources = new Map(sources);
    this.current = report;
    this.kept.length = 0;
    this.fruitless = 0;
    this.halves = [];
    for (const key of keys) this.standing.set(key, 0);
    this.known = null;
  }

  /** Tries candidates in one command, each by itself and on copies. Those that help are promising from then on. */
  async tryTogether(candidates: readonly Candidate[], thought: string): Promise<void> {
    this.tried += candidates.length;
    const place = this.request.environment.locate(PLACES.trials);
    const write = this.hasScript ? "" : heredoc(`cat > ${place}`, TRIALS_SCRIPT);
    this.hasScript = true;
    const files = [...this.project.tests, ...(this.hasChecked ? [this.checkPlace] : [])];
    const run = heredoc(
      `ulimit -t ${TRIALS_CPU_SECONDS}; node ${place} ${files.join(" ")}`,
      formatTrials(this.project.sources, candidates),
      "PATCHES",
    );
    const { output } = await this.take(thought, `${write}${run}`);
    const trials = readTrials(output, candidates.length);
    this.canTry = agrees(trials, this.current);
    if (!this.canTry) {
      this.next.say = "Tried together they do not tell what the tests tell; I go on one by one.";
      return;
    }
    this.sort(candidates, trials.results);
    this.next.say = sayTrials(candidates.length, this.promising.length, trials.results);
  }

  /** Applies a candidate, and keeps it when the tests say that nothing fails any more. */
  async tryToSolve(candidate: Candidate, thought: string): Promise<void> {
    const before = this.current;
    const after = await this.runWith(candidate, thought);
    if (after.failed.size === 0) this.keep(candidate, before, after);
    else {
      const say = `That is not all (${countReport(after)}). I take it back and look at what the others say.`;
      this.next = { say, run: [`git checkout -q -- ${filesOf(candidate)}`] };
    }
  }

  private async runWith(candidate: Candidate, thought: string): Promise<TestReport> {
    const diff = diffOf(this.project.sources, candidate);
    const command = `${heredoc("git apply", diff, "PATCH")}${this.testCommand()}`;
    return this.runTests(thought, command);
  }

  /** Applies a candidate, runs the tests, and keeps it when they say that it helps. */
  async tryReally(candidate: Candidate, thought: string): Promise<void> {
    const before = this.current;
    const after = await this.runWith(candidate, thought);
    const effect = compareReports(before, after);
    if (effect === "better") this.keep(candidate, before, after);
    else {
      const diff = diffOf(this.project.sources, candidate);
      for (const key of [candidate.key, ...changesIn(diff)]) this.standing.set(key, 0);
      this.next = {
        say: sayEffect(effect, before, after),
        run: [`git checkout -q -- ${filesOf(candidate)}`],
      };
    }
  }

  private keep(candidate: Candidate, before: TestReport, after: TestReport): void {
    const { result, idea } = candidate;
    this.current = after;
    this.next = { say: sayEffect("better", before, after), run: [`git add ${filesOf(candidate)}`] };
    this.fruitless = 0;
    this.kept.push(idea);
    this.alternatives = this.promising.filter((other) => other.result !== result);
    for (const { key } of this.promising) this.standing.set(key, HOPEFUL);
    for (const [key, factor] of this.standing) if (factor === 0) this.standing.set(key, STALE);
    this.promising = [];
    this.halves = [];
    for (const [path, source] of result) this.project.sources.set(path, source);
    if (after.failed.size <= this.best.report.failed.size) this.best = this.snapshot();
    this.known = null;
  }

  private snapshot() {
    return {
      sources: new Map(this.project.sources),
      report: this.current,
      kept: [...this.kept],
    };
  }

  private async tryOne(): Promise<boolean> {
    const [candidate] = this.draw(1);
    if (!candidate) return false;
    this.tried += 1;
    await this.tryReally(candidate, `Hypothesis: ${candidate.idea}.`);
    return true;
  }

  /** The next candidates, by weighted draw; some of them joined with a half as well. */
  private draw(count: number): Candidate[] {
    const drawn = drawMutations(
      this.mutations,
      count,
      this.suspicion(),
      this.standing,
      this.traits,
      this.random,
    );
    const alone = drawn.map((mutation) => combine(this.project.sources, [mutation]));
    const joined = drawn.map((mutation) => {
      const half = this.random.float() < this.traits.combines ? this.pickHalf() : undefined;
      return half ? combine(this.project.sources, [half, mutation]) : null;
    });
    // What a mutation does by itself is asked before what it does along with another.
    return [...alone, ...joined].filter((candidate) => candidate !== null);
  }

  private pickHalf(): Mutation | undefined {
    return this.halves.length === 0 ? undefined : this.halves[this.random.integer(this.halves.length)];
  }

  /** What follows from trials: the promising in the order of the agent's choice, halves, and what is refuted. */
  private sort(candidates: readonly Candidate[], results: ReadonlyMap<number, Trial>): void {
    const better: { candidate: Candidate; mended: number }[] = [];
    for (const [index, candidate] of candidates.entries()) {
      const trial = results.get(index);
      if (trial === undefined) continue;
      this.standing.set(candidate.key, 0);
      if (isBetter(trial)) better.push({ candidate, mended: trial.passesNow.length });
      if (isStep(trial)) this.remember(candidate);
    }
    this.fruitless = better.length > 0 ? 0 : this.fruitless + 1;
    const ordered = this.traits.choice === "first" ? better : better.toSorted((a, b) => b.mended - a.mended);
    this.promising = ordered.map(({ candidate }) => candidate);
  }

  private remember({ key }: Candidate): void {
    const half = this.mutations.find((mutation) => mutation.key === key);
    if (half) this.halves = [half, ...this.halves].slice(0, MOST_STEPS);
  }

  private testCommand(preload?: string): string {
    const check = this.hasChecked ? this.checkPlace : null;
    return testCommand(this.request.task, { tests: this.project.tests, check, preload });
  }

  private get checkPlace(): string {
    return this.request.environment.locate(PLACES.check);
  }

  private async runTests(thought: string, command: string): Promise<TestReport> {
    const { output, exitCode } = await this.take(thought, command);
    return readTestReport(output, exitCode);
  }

  /** A step that begins with what the last one left to be said and done. */
  private async take(thought: string, command: string): Promise<CommandResult> {
    const { say, run } = this.takeNext();
    const [result] = await this.log.take(`${say} ${thought}`, [[...run, command].join("\n")]);
    invariant(result, "a command that was run has no result");
    return result;
  }

  /** Without a spectrum (another runner, a file that does not load) every line of the sources is suspected alike. */
  private suspicion(): ReadonlyMap<string, ReadonlyMap<number, number>> {
    const ranked = rankLines(this.spectrum, this.current);
    const isTold = [...ranked.values()].some((lines) => [...lines.values()].some((value) => value > 0));
    if (isTold) return ranked;
    return new Map(
      [...this.project.sources].map(([path, source]) => [
        path,
        new Map(source.split("\n").map((_, index) => [index + 1, 0.5])),
      ]),
    );
  }

  private get mutations(): readonly Mutation[] {
    this.known ??= [...this.project.sources].flatMap(([path, source]) => listMutations(path, source));
    return this.known;
  }
}

/** A candidate's files, as git takes them. */
function filesOf({ result }: Candidate): string {
  return [...result.keys()].join(" ");
}
