// Where a rollout stands, and its moves: run the tests, try a change, keep it or take it back.
import { changeKey, diffOf, formatDiff, mutationKey, type Hunk } from "@/lib/engine/agents/repair/diff";
import { drawMutation } from "@/lib/engine/agents/repair/draw";
import { checkScript, countExamples, readImports, type CheckLine } from "@/lib/engine/agents/repair/examples";
import { listMutations } from "@/lib/engine/agents/repair/list-mutations";
import { applyMutation, type Mutation } from "@/lib/engine/agents/repair/mutation";
import { testCommand, type Project } from "@/lib/engine/agents/repair/project";
import { rankLines, readSpectrum, SPECTRUM_SCRIPT, type Spectrum } from "@/lib/engine/agents/repair/spectrum";
import type { StepLog } from "@/lib/engine/agents/repair/step-log";
import {
  compareReports,
  countReport,
  readTestReport,
  type TestReport,
} from "@/lib/engine/agents/repair/test-report";
import type { Traits } from "@/lib/engine/agents/repair/traits";
import type { AgentRequest } from "@/lib/engine/ports";
import type { Random } from "@/lib/engine/random";

/** Steps kept for the submission and the last word. */
export const CLOSING_STEPS = 2;

export class Search {
  /** Keys of changes that need no try. */
  readonly done = new Set<string>();
  /** What was kept, in words. */
  readonly kept: string[] = [];
  private examples: readonly (readonly CheckLine[])[] = [];
  private spectrum: Spectrum = new Map();
  private mutations: Mutation[] = [];
  /** What the last result led to: said, and done, at the beginning of the next step. */
  private next: { say: string; run: string[] } = { say: "", run: [] };

  constructor(
    private readonly request: AgentRequest,
    private readonly log: StepLog,
    readonly traits: Traits,
    private readonly random: Random,
    readonly project: Project,
    private current: TestReport,
  ) {}

  get report(): TestReport {
    return this.current;
  }

  get isSolved(): boolean {
    return this.current.failed.size === 0;
  }

  /** True while there is a step for another try. */
  get mayTry(): boolean {
    return this.log.left > CLOSING_STEPS;
  }

  get hasChecked(): boolean {
    return this.examples.length > 0;
  }

  /** What is still to be said and done, for whoever takes the next step. */
  takeNext(): { say: string; run: string[] } {
    const { next } = this;
    this.next = { say: "", run: [] };
    return next;
  }

  /** Finds out which lines the failing tests run. */
  async localise(): Promise<void> {
    const { say, run } = this.takeNext();
    const place = this.request.environment.locate("/tmp/spectrum.mjs");
    const write = this.spectrum.size > 0 ? "" : heredoc(`cat > ${place}`, SPECTRUM_SCRIPT);
    const command = `${write}${testCommand(this.request.task, ` --import ${place}`)} | grep -a '^spectrum'`;
    const results = await this.log.take(`${say} I look which lines each test runs.`, [...run, command]);
    this.spectrum = readSpectrum(results.at(-1)?.output ?? "");
    this.listMutations();
  }

  /** Runs the examples of the description; from then on they count as tests. */
  async checkExamples(blocks: readonly (readonly CheckLine[])[]): Promise<void> {
    const { say, run } = this.takeNext();
    this.examples = blocks;
    const imports = readImports(this.project.testCode, this.request.environment.workdir);
    const write = heredoc(`cat > ${this.checkPlace}`, checkScript(blocks, imports));
    const thought = `${say} The visible tests pass. Before I submit I check the description's ${countExamples(blocks)} examples.`;
    const results = await this.log.take(thought, [...run, `${write}ulimit -t 1; node ${this.checkPlace}`]);
    const last = results.at(-1);
    const told = readTestReport(last?.output ?? "", last?.exitCode ?? null);
    this.current = {
      passed: new Set([...this.current.passed, ...told.passed]),
      failed: told.failed,
      finished: this.current.finished,
    };
    const failing = [...told.failed].map((name) => `\`${name}\``).join(", ");
    this.next.say = told.failed.size === 0 ? "The examples hold." : `These do not hold: ${failing}. I go on.`;
  }

  /** Tries one mutation. @returns false when none is left */
  async tryMutation(): Promise<boolean> {
    const suspicion = this.suspicion();
    const mutation = drawMutation(
      this.mutations,
      this.project.sources,
      suspicion,
      this.done,
      this.traits,
      this.random,
    );
    if (!mutation) return false;
    const { path, line } = mutation;
    const source = this.project.sources.get(path) ?? "";
    this.done.add(mutationKey(source, mutation));
    const thought = `Hypothesis: in ${path}, line ${line}, ${mutation.idea}.`;
    await this.tryDiff({
      thought,
      diff: diffOf(source, mutation),
      result: new Map([[path, applyMutation(source, mutation)]]),
      words: `${path}, line ${line}: ${mutation.idea}`,
    });
    return true;
  }

  /**
   * Tries changes that others have made.
   * @returns what they did to the tests; null when they do not fit the files as they are
   */
  async tryHunks(
    hunks: readonly Hunk[],
    thought: string,
    words: string,
  ): Promise<"better" | "same" | "worse" | null> {
    const result = new Map<string, string>();
    for (const { path, text } of hunks) {
      const source = result.get(path) ?? this.project.sources.get(path);
      const changed = source === undefined ? null : applyHunk(source, text);
      if (changed === null) return null;
      result.set(path, changed);
    }
    const diff = [...result]
      .map(([path, after]) => formatDiff(path, this.project.sources.get(path) ?? "", after))
      .join("");
    for (const { path, text } of hunks) this.done.add(changeKey(path, text));
    return this.tryDiff({ thought, diff, result, words });
  }

  private async tryDiff(change: {
    thought: string;
    diff: string;
    result: ReadonlyMap<string, string>;
    words: string;
  }): Promise<"better" | "same" | "worse"> {
    const { say, run } = this.takeNext();
    const before = this.current;
    const command = `${heredoc("git apply", change.diff)}${this.testsAndExamples()}`;
    const results = await this.log.take(`${say} ${change.thought}`, [...run, command]);
    const last = results.at(-1);
    const after = readTestReport(last?.output ?? "", last?.exitCode ?? null);
    const effect = compareReports(before, after);
    const files = [...change.result.keys()].join(" ");
    if (effect === "better") {
      this.current = after;
      this.kept.push(change.words);
      for (const [path, source] of change.result) this.project.sources.set(path, source);
      this.next = { say: `That helps: ${countReport(after)}. I keep it.`, run: [`git add ${files}`] };
      this.listMutations();
    } else {
      const why = effect === "worse" ? sayWorse(before, after) : "nothing changes";
      this.next = { say: `Refuted: ${why}. I take it back.`, run: [`git checkout -- ${files}`] };
    }
    return effect;
  }

  private testsAndExamples(): string {
    const tests = testCommand(this.request.task);
    return this.examples.length === 0 ? tests : `${tests}; code=$?; node ${this.checkPlace} && exit $code`;
  }

  private get checkPlace(): string {
    return this.request.environment.locate("/tmp/check.mjs");
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

  private listMutations(): void {
    this.mutations = [...this.project.sources].flatMap(([path, source]) => listMutations(path, source));
  }
}

function sayWorse(before: TestReport, after: TestReport): string {
  if (!after.finished) return "the tests do not come to an end";
  const broken = [...after.failed].filter((name) => !before.failed.has(name));
  return `${broken.length === 1 ? "a test that passed fails" : `${broken.length} tests that passed fail`} now`;
}

/** A command that reads a text from the script itself. */
function heredoc(command: string, text: string): string {
  return `${command} <<'END_OF_TEXT'\n${text.replace(/\n$/, "")}\nEND_OF_TEXT\n`;
}

/** The source with a hunk applied where its lines stand; null when they stand nowhere, or at several places. */
export function applyHunk(source: string, hunk: string): string | null {
  const lines = hunk.split("\n").filter((line) => !line.startsWith("@@") && !line.startsWith("\\"));
  for (const context of [lines, lines.filter((line) => /^[+-]/.test(line))]) {
    const old = context.filter((line) => !line.startsWith("+")).map((line) => line.slice(1));
    const replacement = context.filter((line) => !line.startsWith("-")).map((line) => line.slice(1));
    const at = placesOf(source.split("\n"), old);
    const [first] = at;
    if (old.length > 0 && first !== undefined && at.length === 1) {
      return source
        .split("\n")
        .toSpliced(first, old.length, ...replacement)
        .join("\n");
    }
  }
  return null;
}

function placesOf(lines: readonly string[], wanted: readonly string[]): number[] {
  return lines.flatMap((_, start) =>
    wanted.every((line, offset) => lines[start + offset] === line) ? [start] : [],
  );
}
