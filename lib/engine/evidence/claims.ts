// What the agent says of its own work at the end, and where it says that it is not sure: its words, not facts.
import { readRawTurn } from "@/lib/engine/evidence/raw-commands";
import { splitSentences } from "@/lib/engine/evidence/sentences";
import type { AgentClaim } from "@/lib/domain/evidence";
import type { Step } from "@/lib/domain/trajectory";

/** How many of the agent's last spoken steps are read, and how many sentences are kept of each kind. */
const LAST_STEPS = 4;
const MAX_PER_KIND = 6;

const UNCERTAIN =
  /\b(?:might|may not|may still|not sure|unsure|uncertain|could not|couldn't|unable to|wasn't able|was not able|(?:did not|didn't|have not|haven't|not been|not yet|never) (?:run|ran|test|tested|verif\w+|check\w*|execut\w+|been)|untested|unverified|approximat\w+|limitations?|assum(?:e|es|ed|ing|ption|ptions)|unfortunately|caveats?|known issues?|workaround|hopefully|should (?:now )?(?:work|be fixed|pass)|I (?:think|believe|guess|suspect)|pre-existing|unrelated (?:to|failure)|still fail\w*|(?:is|are|was) not (?:yet )?(?:done|finished|complete|fixed|solved)|stop(?:ped)? at|ran out of|used up|gave up|give up|unfinished|incomplete|nothing is left|asks for more|out of scope|not (?:fully )?(?:supported|implemented|covered|handled))\b/i;
const VERIFIED =
  /\b(?:(?:all|the|existing|new|\d+) (?:\w+ ){0,4}(?:tests?|specs?|suites?|checks?) (?:\w+ ){0,2}pass\w*|tests? (?:now )?pass\w*|passes (?:all|the)|verified|confirmed|validated|works? (?:correctly|as expected|properly)|working (?:correctly|as expected|properly|perfectly)|ran (?:the|all)|no regressions?)\b/i;
const COMPLETE =
  /\b(?:successfully|implemented|complete[ds]?|completed|fixed|resolved|resolves|fixes|is (?:now )?(?:done|ready|finished)|added|refactored|the (?:fix|issue|patch|task|change|implementation) (?:is|has|now)|done|ready to submit|ready for)\b/i;

/** Verbatim sentences of the agent's last steps, by kind. A sentence has one kind: doubt before praise. */
export function listClaims(steps: readonly Step[]): AgentClaim[] {
  const spoken = steps.filter((step) => step.kind === "agent" && !step.copied && step.message.trim() !== "");
  const claims = spoken.slice(-LAST_STEPS).flatMap((step) =>
    spokenSentences(step).flatMap((quote) => {
      const kind = claimKind(quote);
      return kind === null ? [] : [{ step: step.number, kind, quote }];
    }),
  );
  return keepLatest(dropRepeats(claims));
}

function spokenSentences(step: Step): string[] {
  const raw = readRawTurn(step.message);
  if (raw === null) return splitSentences(step.message);
  // In JSON a quote mark or line end is escaped: only sentences that stand there as they are can be cited.
  return splitSentences(raw.thought).filter((sentence) => step.message.includes(sentence));
}

/** The kind of a sentence, or null when it claims nothing about the work. */
export function claimKind(sentence: string): AgentClaim["kind"] | null {
  if (
    sentence.length < 8 ||
    /^(?:let me|now (?:let|I)|I'll|I will|I'm going|first|next|let's|we need)\b/i.test(sentence)
  )
    return null;
  if (UNCERTAIN.test(sentence)) return "uncertainty";
  if (VERIFIED.test(sentence)) return "verification";
  return COMPLETE.test(sentence) ? "completion" : null;
}

function dropRepeats(claims: readonly AgentClaim[]): AgentClaim[] {
  const last = new Map(claims.map((claim) => [claim.quote, claim]));
  return claims.filter((claim) => last.get(claim.quote) === claim);
}

/** Of each kind those of the latest step first to be kept; the order of the text stays. */
function keepLatest(claims: readonly AgentClaim[]): AgentClaim[] {
  const kept = new Set<AgentClaim>();
  for (const kind of ["uncertainty", "verification", "completion"] as const) {
    const ofKind = claims.filter((claim) => claim.kind === kind);
    const byStep = [...ofKind].sort((one, other) => other.step - one.step);
    byStep.slice(0, MAX_PER_KIND).forEach((claim) => kept.add(claim));
  }
  return claims.filter((claim) => kept.has(claim));
}
