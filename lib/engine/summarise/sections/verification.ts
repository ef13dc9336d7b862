// Section "verification": each check, its step, what it proves, and what was never verified.
import { withoutDuration } from "@/lib/engine/evidence/commands";
import {
  listScriptChecks,
  listTestChecks,
  type ScriptCheck,
  type TestCheck,
} from "@/lib/engine/summarise/checks";
import { listExampleChecks, type ExampleCheck } from "@/lib/engine/summarise/examples";
import { findQuote, observed, type Draft, type SummaryContext } from "@/lib/engine/summarise/context";
import { codeOf, countOf, stepList, wordList } from "@/lib/engine/summarise/wording";
import type { TestRunEvidence } from "@/lib/domain/evidence";

const MAX_RUNS = 7;
const MAX_SCRIPTS = 3;

/** Test runs and own scripts with their place relative to the last edit; then the gaps. */
export function summariseVerification(context: SummaryContext): Draft[] {
  const tests = listTestChecks(context.evidence);
  const scripts = listScriptChecks(context.evidence);
  return [
    ...runClaims(context, tests),
    ...scriptClaims(context, scripts),
    ...exampleClaims(context),
    ...turnClaim(context, tests),
    ...gapClaims(context, tests, scripts),
  ];
}

/** Runs that tell most: the first (what failed at the start), the last ones, and those of the final state. */
function runClaims(context: SummaryContext, tests: readonly TestCheck[]): Draft[] {
  const ofTries = tests.filter((check) => check.ofTry);
  const others = tests.filter((check) => !check.ofTry);
  const kept = new Set([...others.slice(0, 1), ...others.slice(1 - MAX_RUNS)]);
  const hidden = others.filter((check) => !kept.has(check));
  return [
    ...countedRuns(context, ofTries, "of changes that were taken back; see Approach"),
    ...countedRuns(context, hidden, "in between"),
    ...others.filter((check) => kept.has(check)).map((check) => runClaim(context, check)),
  ];
}

function countedRuns(context: SummaryContext, checks: readonly TestCheck[], which: string): Draft[] {
  if (checks.length === 0) return [];
  const failed = checks.filter((check) => check.run.outcome === "failed").length;
  const text = `${countOf(checks.length, "test run")} ${which}: ${String(failed)} with failing tests.`;
  return [
    observed(
      context,
      text,
      checks.map((check) => check.run.step),
    ),
  ];
}

function runClaim(context: SummaryContext, check: TestCheck): Draft {
  const { run } = check;
  const what = check.command === null ? run.runner : `${run.runner} (${codeOf(check.command, 70)})`;
  const scope = check.whole ? ", whole suite" : check.own ? ", a test file it wrote or changed itself" : "";
  const text = `${placeText(context, check.afterLastEdit)}, step ${String(run.step)}: ran ${what}${scope}: ${describeOutcome(run)}.`;
  const failing = run.failedTests.slice(0, 1).map((name) => findQuote(context, run.step, name));
  return observed(
    context,
    text,
    [run.step],
    [findQuote(context, run.step, withoutDuration(run.line)), ...failing],
  );
}

function placeText(context: SummaryContext, after: boolean | null): string {
  if (after === null) return "Before or after the last edit (its place is unknown)";
  if (context.evidence.lastEditStep === null) return "Without any recognised edit";
  return after ? "After the last edit" : "Before the last edit";
}

/** "4 passed, 1 failed", or what is known without counts. */
export function describeOutcome(run: TestRunEvidence): string {
  const parts = [
    run.passed === null ? null : `${String(run.passed)} passed`,
    run.failed === null ? null : `${String(run.failed)} failed`,
    run.skipped === null || run.skipped === 0 ? null : `${String(run.skipped)} skipped`,
  ].filter((part) => part !== null);
  if (parts.length > 0) return parts.join(", ");
  if (/No module named|not found|Missing script/.test(run.line)) return "the runner did not start";
  if (/^=* ?(?:no tests|\d+ deselected)/.test(run.line)) return "no test ran";
  if (run.outcome === "unknown") return "its outcome is not told";
  return run.outcome === "passed" ? "it passed (no counts shown)" : "it failed (no counts shown)";
}

function scriptClaims(context: SummaryContext, scripts: readonly ScriptCheck[]): Draft[] {
  const after = scripts.filter((check) => check.afterLastEdit === true);
  const shown = (after.length > 0 ? after : scripts).slice(-MAX_SCRIPTS);
  const drafts = shown.map((check) => scriptClaim(context, check));
  const hidden = scripts.filter((check) => !shown.includes(check));
  if (hidden.length === 0) return drafts;
  return [
    ...drafts,
    observed(
      context,
      `And ${countOf(hidden.length, "further run")} of own scripts or builds.`,
      hidden.map((check) => check.command.step),
    ),
  ];
}

function scriptClaim(context: SummaryContext, check: ScriptCheck): Draft {
  const { command } = check;
  const result = {
    ok: "it ran to its end",
    failed: "it failed",
    unknown: "its exit code is not told",
    unanswered: "no reply was captured",
  }[command.outcome];
  const what =
    check.kind === "build"
      ? `built or linted (${codeOf(check.script, 60)})`
      : `ran its own check (${check.script})`;
  const proof = check.kind === "build" ? "It proves no behaviour." : "What it proves depends on the script.";
  const place = `${placeText(context, check.afterLastEdit)}, step ${String(command.step)}`;
  const text = `${place}: ${what}: ${result}. ${proof}`;
  return observed(context, text, [command.step], [findQuote(context, command.step, command.gist)]);
}

const EXAMPLE_WORDS: Record<ExampleCheck["state"], (count: string, steps: string) => string> = {
  held: (count, steps) => `${count} ran in a check that passed (${steps})`,
  ran: (count, steps) => `${count} ran, in nothing that could fail or whose outcome is told (${steps})`,
  failed: (count, steps) => `${count} ran in a check that failed (${steps})`,
  "not run": (count) => `${count} never ran`,
};

/** The task's own examples on the final state. */
function exampleClaims(context: SummaryContext): Draft[] {
  const checks = listExampleChecks(context.evidence, context.statement);
  const groups = Map.groupBy(checks, (check) => check.state);
  return [...groups].map(([state, group]) => {
    const steps = [...new Set(group.flatMap(({ step }) => step ?? []))];
    const count = `${String(group.length)} of ${countOf(checks.length, "example")}`;
    const calls = wordList(
      group.map(({ example }) => codeOf(example, 80)),
      3,
    );
    const text = `The task's own examples, on the final state: ${EXAMPLE_WORDS[state](count, stepList(steps))}: ${calls}.`;
    return observed(context, text, steps);
  });
}

/** Failing tests that passed later: the change had an effect that a test saw. */
function turnClaim(context: SummaryContext, all: readonly TestCheck[]): Draft[] {
  const tests = all.filter((check) => !check.ofTry);
  const last = tests.findLast((check) => check.run.outcome === "passed");
  const failing = tests.findLast(
    (check) =>
      check.run.outcome === "failed" &&
      check.run.step < (last?.run.step ?? 0) &&
      check.run.runner === last?.run.runner,
  );
  if (last === undefined || failing === undefined) return [];
  const text = `Tests that failed at step ${String(failing.run.step)} (${describeOutcome(failing.run)}) were followed by a passing run at step ${String(last.run.step)} (${describeOutcome(last.run)}).`;
  return [observed(context, text, [failing.run.step, last.run.step])];
}

function gapClaims(
  context: SummaryContext,
  tests: readonly TestCheck[],
  scripts: readonly ScriptCheck[],
): Draft[] {
  const { lastEditStep } = context.evidence;
  const gaps: Draft[] = [];
  if (tests.length === 0) gaps.push(observed(context, "Never verified: no test run was recognised.", []));
  else if (!tests.some((check) => check.afterLastEdit === true) && lastEditStep !== null) {
    gaps.push(
      observed(context, `Never verified: no test run follows the last edit (${stepList([lastEditStep])}).`, [
        lastEditStep,
      ]),
    );
  }
  if (lastEditStep !== null && ![...tests, ...scripts].some((check) => check.afterLastEdit === true)) {
    gaps.push(
      observed(context, "The final state of the code was not run by any check that a rule recognises.", []),
    );
  }
  if (tests.length > 0 && !tests.some((check) => check.whole)) {
    gaps.push(
      observed(context, "Never run in full: every recognised test run names files or tests (heuristic).", []),
    );
  }
  return gaps;
}
