// What a run of the tests says: node:test's output (spec and TAP), and the agent's own check of examples.

export interface TestReport {
  passed: ReadonlySet<string>;
  failed: ReadonlySet<string>;
  /** False when the run broke off: it hung, or a file could not be loaded. */
  finished: boolean;
}

/** The name under which a run is listed that told of no test. */
const WHOLE_RUN = "the whole run";

/** @param exitCode null when the run was ended from outside */
export function readTestReport(output: string, exitCode: number | null): TestReport {
  const passed = new Set<string>();
  const failed = new Set<string>();
  for (const line of output.split("\n")) {
    const told = readSpecLine(line) ?? readTapLine(line);
    if (told) (told.ok ? passed : failed).add(told.name);
  }
  for (const name of failed) passed.delete(name);
  const finished = exitCode !== null && exitCode < 100 && passed.size + failed.size > 0;
  if (!finished || (exitCode !== 0 && failed.size === 0)) failed.add(WHOLE_RUN);
  return { passed, failed, finished };
}

/** node:test tells failing tests a second time at its end, in the same way. */
function readSpecLine(line: string): { ok: boolean; name: string } | null {
  const match = /^\s*([✔✖])\s(.*) \([\d.]+ms\)(?: # .*)?$/.exec(line);
  return match ? { ok: match[1] === "✔", name: match[2] ?? "" } : null;
}

function readTapLine(line: string): { ok: boolean; name: string } | null {
  const match = /^\s*(not )?ok \d+ - (.*?)(?: # (?:time|SKIP|TODO).*)?$/.exec(line);
  return match ? { ok: match[1] === undefined, name: match[2] ?? "" } : null;
}

/** Whether a change helped: less fails and nothing that passed fails now. */
export function compareReports(before: TestReport, after: TestReport): "better" | "same" | "worse" {
  const broken = [...after.failed].filter((name) => !before.failed.has(name));
  const mended = [...before.failed].filter((name) => !after.failed.has(name));
  if (broken.length > 0 || !after.finished) return "worse";
  return mended.length > 0 ? "better" : "same";
}

/** "3 passed, 2 failed". */
export function countReport({ passed, failed }: TestReport): string {
  return `${passed.size} passed, ${failed.size} failed`;
}
