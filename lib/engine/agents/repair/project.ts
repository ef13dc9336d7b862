// What the agent has seen of the project, and how it runs the tests.
import type { AgentRequest } from "@/lib/engine/ports";

const SOURCE = /^(?!.*(?:^|\/)(?:tests?|__tests__|node_modules)\/).*(?<!\.test|\.spec)\.m?js$/;
const TEST = /(?:^|\/)(?:tests?|__tests__)\/.*\.m?js$|\.(?:test|spec)\.m?js$/;

/** The processor time that one run of the tests may take, in seconds: a change may make a loop run forever. */
export const TEST_CPU_SECONDS = 5;

export interface Project {
  /** Source files, by path. */
  sources: Map<string, string>;
  /** Files of tests, by path. */
  tests: readonly string[];
  /** The text of all tests that can be seen. */
  testCode: string;
}

/** The paths of sources and tests in a listing of files. */
export function sortPaths(listing: string): { sources: string[]; tests: string[] } {
  const paths = listing.split("\n").filter((path) => path !== "");
  return {
    sources: paths.filter((path) => SOURCE.test(path)),
    tests: paths.filter((path) => TEST.test(path)),
  };
}

const HEADING = "==> ";

/** A command that prints files, each under a line with its path. */
export function readCommand(paths: readonly string[]): string {
  return paths.map((path) => `echo ${quoteWord(`${HEADING}${path}`)}; cat ${quoteWord(path)}`).join("\n");
}

function quoteWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The files' texts from what the command has printed, by path; a file that is not there has none. */
export function readTexts(output: string, paths: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  let rest = output;
  for (const path of paths.toReversed()) {
    const heading = `${HEADING}${path}\n`;
    const at = rest.lastIndexOf(heading);
    texts.set(path, at === -1 ? "" : rest.slice(at + heading.length));
    if (at !== -1) rest = rest.slice(0, at);
  }
  return texts;
}

/** Where the agent keeps its own files. */
export const PLACES = { spectrum: "/tmp/spectrum.mjs", trials: "/tmp/trials.mjs", check: "/tmp/check.mjs" };

export interface TestRun {
  /** Files of tests in the project. */
  tests: readonly string[];
  /** A further file of tests, outside the project. */
  check: string | null;
  /** A module that is loaded before the tests. */
  preload?: string;
}

/**
 * The command that runs the tests, with its time limited. node:test is asked to stay in one process, which takes a
 * fifth of the time; other runners are taken as they are, and the further file is run by itself.
 */
export function testCommand(
  { testCommand: given }: Pick<AgentRequest["task"], "testCommand">,
  { tests, check, preload }: TestRun,
): string {
  const command = given ?? "node --test";
  const load = preload === undefined ? "" : ` --import ${preload}`;
  const limit = `ulimit -t ${TEST_CPU_SECONDS}; `;
  const options = `--test --test-isolation=none --test-reporter=spec${load}`;
  if (check !== null && command === "node --test") {
    return `${limit}node ${options} ${tests.join(" ")} ${check}`;
  }
  const run = `${limit}${command.replace(/^node --test\b/, `node ${options}`)}`;
  return check === null ? run : `${run}; code=$?; node${load} ${check} && exit $code`;
}

/** A command that reads a text from the script itself. */
export function heredoc(command: string, text: string, end = "END_OF_TEXT"): string {
  return `${command} <<'${end}'\n${text.replace(/\n$/, "")}\n${end}\n`;
}
