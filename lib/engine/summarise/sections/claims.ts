// Section "claims": what the agent says of its work, kept apart from evidence, and whether evidence backs it.
import { listScriptChecks, listTestChecks, type ScriptCheck } from "@/lib/engine/summarise/checks";
import {
  claimed,
  findQuote,
  observed,
  type Draft,
  type SummaryContext,
} from "@/lib/engine/summarise/context";
import { describeOutcome } from "@/lib/engine/summarise/sections/verification";
import { countOf, shorten } from "@/lib/engine/summarise/wording";
import type { AgentClaim, TestRunEvidence } from "@/lib/domain/evidence";

const MAX_CLAIMS = 7;
const TITLES: Record<AgentClaim["kind"], string> = {
  completion: "Claims to be done",
  verification: "Claims to have verified",
  uncertainty: "Voices doubt or a limit",
};

/** The agent's closing claims; doubt is kept first, then verification, then praise. */
export function summariseClaims(context: SummaryContext): Draft[] {
  const { claims } = context.evidence;
  if (claims.length === 0)
    return [observed(context, "The agent makes no closing claim that a rule recognises.", [])];
  const order: AgentClaim["kind"][] = ["uncertainty", "verification", "completion"];
  const ranked = [...claims].sort(
    (one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || other.step - one.step,
  );
  const kept = new Set(ranked.slice(0, MAX_CLAIMS));
  const drafts = claims.filter((claim) => kept.has(claim)).map((claim) => claimDraft(context, claim));
  const hidden = claims.length - kept.size;
  return hidden === 0
    ? drafts
    : [...drafts, claimed(context, `And ${countOf(hidden, "further closing claim")}.`, [])];
}

function claimDraft(context: SummaryContext, claim: AgentClaim): Draft {
  const backing = claim.kind === "uncertainty" ? null : findBacking(context, claim.step, claim.quote);
  const text = `${TITLES[claim.kind]}: "${shorten(claim.quote, 180)}"${backing === null ? "" : ` ${backing.text}`}`;
  const steps = [claim.step, ...(typeof backing?.step === "number" ? [backing.step] : [])];
  return claimed(context, text, steps, [findQuote(context, claim.step, claim.quote)]);
}

interface Backing {
  text: string;
  step: number | null;
}

/** The last check at the time of the claim and whether it saw the final state: what stands behind the words. */
function findBacking(context: SummaryContext, step: number, quote: string): Backing {
  const tests = listTestChecks(context.evidence).filter((check) => check.run.step <= step);
  const test = tests.findLast((check) => check.afterLastEdit === true);
  if (test !== undefined) return testBacking(test.run, quote);
  const script = listScriptChecks(context.evidence).findLast(
    (check) => check.afterLastEdit === true && check.command.step <= step,
  );
  const earlier = tests.at(-1)?.run;
  const before =
    earlier === undefined
      ? ""
      : `the last test run, step ${String(earlier.step)}: ${describeOutcome(earlier)}`;
  if (script !== undefined) return checkBacking(script, before);
  if (earlier === undefined) return { text: "[No recognised check backs it]", step: null };
  return { text: `[Not known to be after the last edit: ${before}]`, step: earlier.step };
}

function checkBacking(check: ScriptCheck, before: string): Backing {
  const { step, outcome } = check.command;
  const what = check.kind === "build" ? "a build or lint" : "an own check";
  const tests = before === "" ? "no test run" : before;
  return {
    text: `[After the last edit only ${what}, step ${String(step)}: ${outcome}; otherwise ${tests}]`,
    step,
  };
}

/** A run backs or refutes words about tests only; beside other claims it stands as what was seen. */
function testBacking(run: TestRunEvidence, quote: string): Backing {
  const seen = `the test run at step ${String(run.step)}: ${describeOutcome(run)}`;
  const aboutTests = /\b(?:tests?|specs?|suites?|pass\w*)\b/i.test(quote);
  const verdict = { passed: "Backed by", failed: "At odds with", unknown: "Open:" }[run.outcome];
  return { text: aboutTests ? `[${verdict} ${seen}]` : `[After the last edit, ${seen}]`, step: run.step };
}
