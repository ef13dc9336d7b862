// Section "finalState": what is there at the end. How the agent stopped is no verdict on its work.
import { withoutDuration } from "@/lib/engine/evidence/commands";
import { describeOutcome } from "@/lib/engine/summarise/sections/verification";
import { listScriptChecks, listTestChecks } from "@/lib/engine/summarise/checks";
import { findQuote, observed, type Draft, type SummaryContext } from "@/lib/engine/summarise/context";
import { codeOf, countOf, stepList, wordList } from "@/lib/engine/summarise/wording";

/** Patch, submission, how the agent stopped, and what was still failing. */
export function summariseFinalState(context: SummaryContext): Draft[] {
  return [
    patchClaim(context),
    submissionClaim(context),
    ...exitClaim(context),
    ...lastRunClaim(context),
    ...lastFailureClaim(context),
    ...graderClaim(context),
  ];
}

function patchClaim(context: SummaryContext): Draft {
  const { patch, lastEditStep } = context.evidence;
  const steps = lastEditStep === null ? [] : [lastEditStep];
  if (patch === null) return observed(context, "The log holds no final patch.", steps);
  if (patch.files.length === 0) return observed(context, "A final patch is recorded and it is empty.", steps);
  const source =
    context.trajectory.patch === null ? "Git last showed a diff of" : "A final patch is recorded: ";
  return observed(context, `${source.trim()} ${countOf(patch.files.length, "file")}.`, steps);
}

function submissionClaim(context: SummaryContext): Draft {
  const { submissionStep, agentSteps, ending } = context.evidence;
  if (submissionStep === null) {
    return observed(context, `No submission was recognised in ${countOf(agentSteps, "agent step")}.`, []);
  }
  if (ending === "cut-off") {
    return observed(
      context,
      `It stopped before it was done; its last word is at step ${String(submissionStep)}, after ${countOf(agentSteps, "agent step")}.`,
      [submissionStep],
    );
  }
  return observed(
    context,
    `Handed in or declared done at step ${String(submissionStep)}, after ${countOf(agentSteps, "agent step")}.`,
    [submissionStep],
  );
}

function exitClaim(context: SummaryContext): Draft[] {
  const { exitStatus } = context.trajectory;
  if (exitStatus === null || exitStatus.trim() === "") return [];
  return [
    observed(
      context,
      `How the agent stopped, in the log's word: "${exitStatus.slice(0, 80)}". This says nothing about the result.`,
      [],
    ),
  ];
}

function lastRunClaim(context: SummaryContext): Draft[] {
  const known = listTestChecks(context.evidence).filter((check) => check.run.outcome !== "unknown");
  const last = known.findLast((check) => check.afterLastEdit === true) ?? known.at(-1);
  if (last === undefined) return [];
  const { run } = last;
  const names = run.failedTests.length === 0 ? "" : ` Failing: ${wordList(run.failedTests, 4)}.`;
  const place =
    last.afterLastEdit === null
      ? "may or may not cover the final state"
      : last.afterLastEdit
        ? "covers the final state"
        : "does not cover the final state";
  const text = `Last test run (step ${String(run.step)}): ${describeOutcome(run)}. It ${place}.${names}`;
  return [observed(context, text, [run.step], [findQuote(context, run.step, withoutDuration(run.line))])];
}

/** A failing test run or own check after the last edit that no later success answers. */
function lastFailureClaim(context: SummaryContext): Draft[] {
  const open = listScriptChecks(context.evidence)
    .filter((check) => check.afterLastEdit)
    .filter((check, _, all) => all.findLast((other) => other.script === check.script) === check)
    .filter((check) => check.command.outcome === "failed");
  return open.slice(-2).map((check) => {
    const text = `Unresolved: the last run of ${codeOf(check.script, 60)} failed (${stepList([check.command.step])}).`;
    return observed(
      context,
      text,
      [check.command.step],
      [findQuote(context, check.command.step, check.command.gist)],
    );
  });
}

function graderClaim(context: SummaryContext): Draft[] {
  const { graderAccess } = context.evidence;
  if (graderAccess.length === 0) return [];
  const paths = [...new Set(graderAccess.map((access) => access.path))];
  const text = `Touched places that belong to the grader: ${wordList(paths, 4)}.`;
  return [
    observed(
      context,
      text,
      graderAccess.map((access) => access.step),
    ),
  ];
}
