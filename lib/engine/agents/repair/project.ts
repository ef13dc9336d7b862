// What the agent has seen of the project, and how it runs the tests.
import type { AgentRequest, CommandResult } from "@/lib/engine/ports";

const SOURCE = /^(?!.*(?:^|\/)(?:tests?|__tests__|node_modules)\/).*(?<!\.test|\.spec)\.m?js$/;
const TEST = /(?:^|\/)(?:tests?|__tests__)\/.*\.m?js$|\.(?:test|spec)\.m?js$/;

/** The processor time that one run of the tests may take, in seconds: a change may make a loop run forever. */
const TEST_CPU_SECONDS = 5;

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

/** A command that prints a file. */
export function readCommand(path: string): string {
  return `cat '${path.replaceAll("'", String.raw`'\''`)}'`;
}

/** The file's text from what the command has printed. */
export function readText({ output }: CommandResult): string {
  return output;
}

/**
 * The command that runs the tests, with its time limited. node:test is asked to stay in one process, which takes a
 * fifth of the time.
 * @param options for node:test, before the rest
 */
export function testCommand({ testCommand: given }: AgentRequest["task"], options = ""): string {
  const command = (given ?? "node --test").replace(
    /^node --test\b/,
    `node --test --test-isolation=none --test-reporter=spec${options}`,
  );
  return `ulimit -t ${TEST_CPU_SECONDS}; ${command}`;
}

/** A command that reads a text from the script itself. */
export function heredoc(command: string, text: string, end = "END_OF_TEXT"): string {
  return `${command} <<'${end}'\n${text.replace(/\n$/, "")}\n${end}\n`;
}
