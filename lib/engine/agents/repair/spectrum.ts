// Which lines each visible test runs, and how suspicious that makes them: spectrum-based fault localisation with
// Ochiai's coefficient (Abreu et al. 2006).
import type { TestReport } from "@/lib/engine/agents/repair/test-report";

/** Lines run by a test: file (relative to the workspace) to line numbers. */
export type Spectrum = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<number>>>;

/**
 * A module to be preloaded into a run of node:test: it takes V8's precise coverage after each test and prints, for
 * each, the lines of the workspace's own files that it ran.
 */
export const SPECTRUM_SCRIPT = `import { Session } from "node:inspector";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach } from "node:test";

const root = pathToFileURL(process.cwd()).href + "/";
const session = new Session();
session.connect();
const post = (method, params) => {
  let answer;
  session.post(method, params, (error, result) => (answer = result));
  return answer;
};
post("Profiler.enable");
post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

const takeLines = () =>
  post("Profiler.takePreciseCoverage")
    .result.filter(({ url }) => url.startsWith(root) && !/\\/(test|hidden|node_modules)\\//.test(url))
    .map(({ url, functions }) => [url.slice(root.length), linesOf(readFileSync(new URL(url), "utf8"), functions)])
    .filter(([, lines]) => lines.length > 0);

function linesOf(source, functions) {
  const counts = new Array(source.length).fill(0);
  for (const { ranges } of functions) for (const { startOffset, endOffset, count } of ranges) counts.fill(count, startOffset, endOffset);
  const lines = [];
  let offset = 0;
  source.split("\\n").forEach((line, index) => {
    const start = offset + (line.length - line.trimStart().length);
    if (line.trim() !== "" && counts[start] > 0) lines.push(index + 1);
    offset += line.length + 1;
  });
  return lines;
}

const told = [];
beforeEach(() => void takeLines());
afterEach((test) => {
  for (const [file, lines] of takeLines()) told.push(["spectrum", test.name, file, lines.join(",")].join("\\t"));
});
process.on("exit", () => console.log("\\n" + told.join("\\n")));
`;

/** Reads what the script has printed. */
export function readSpectrum(output: string): Spectrum {
  const spectrum = new Map<string, Map<string, Set<number>>>();
  for (const line of output.split("\n")) {
    const [mark, test, file, lines] = line.split("\t");
    if (mark !== "spectrum" || test === undefined || file === undefined || lines === undefined) continue;
    const files = spectrum.get(test) ?? new Map<string, Set<number>>();
    files.set(file, new Set(lines.split(",").map(Number)));
    spectrum.set(test, files);
  }
  return spectrum;
}

/**
 * The suspicion of each line that a failing test runs, 0 to 1: failing tests through it, over the root of all failing
 * times all tests through it.
 * @returns file to line to suspicion
 */
export function rankLines(spectrum: Spectrum, report: TestReport): Map<string, Map<number, number>> {
  const failing = [...spectrum.keys()].filter((test) => report.failed.has(test)).length;
  const through = new Map<string, Map<number, { failed: number; passed: number }>>();
  for (const [test, files] of spectrum) {
    for (const [file, lines] of files) {
      const counts = through.get(file) ?? new Map<number, { failed: number; passed: number }>();
      through.set(file, counts);
      for (const line of lines) {
        const { failed, passed } = counts.get(line) ?? { failed: 0, passed: 0 };
        const isFailed = report.failed.has(test);
        counts.set(line, { failed: failed + Number(isFailed), passed: passed + Number(!isFailed) });
      }
    }
  }
  return new Map(
    [...through].map(([file, counts]) => [
      file,
      new Map([...counts].map(([line, { failed, passed }]) => [line, ochiai(failed, passed, failing)])),
    ]),
  );
}

function ochiai(failed: number, passed: number, failing: number): number {
  return failed === 0 ? 0 : failed / Math.sqrt(failing * (failed + passed));
}
