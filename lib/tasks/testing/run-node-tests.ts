// Runs tests of tasks as a person would, with plain `node --test`, and says what became of each.
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const resultSchema = z.object({ file: z.string(), name: z.string(), passed: z.boolean() });

/** Names of tests. */
export interface FolderResults {
  passed: string[];
  failed: string[];
}

const reporter = join(import.meta.dirname, "results-reporter.mjs");
const TIMEOUT_MS = 30_000;

/** Results of the test files in some folders, by folder. All run in one process with `root` as its folder. */
export async function runNodeTests(
  root: string,
  folders: readonly string[],
): Promise<Record<string, FolderResults>> {
  const files = folders.flatMap((folder) => testFilesIn(root, folder));
  const args = ["--test", "--test-isolation=none", `--test-reporter=${reporter}`, ...files];
  const output = await outputOf(process.execPath, args, root);
  const results = output
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => resultSchema.parse(JSON.parse(line)));
  const byFolder = folders.map((folder) => {
    const own = results.filter(({ file }) => file.startsWith(join(root, folder, "/")));
    const names = (passed: boolean) =>
      own.filter((result) => result.passed === passed).map(({ name }) => name);
    return [folder, { passed: names(true), failed: names(false) }] as const;
  });
  return Object.fromEntries(byFolder);
}

/** What a program prints; that it fails is no error here. */
function outputOf(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd, timeout: TIMEOUT_MS, killSignal: "SIGKILL" }, (_error, stdout) =>
      resolve(stdout),
    );
  });
}

function testFilesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".test.js"))
    .map((name) => join(folder, name));
}
