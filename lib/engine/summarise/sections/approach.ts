// Section "approach": the agent's reasons, hypotheses and changes of mind, in its own words.
import { readRawTurn } from "@/lib/engine/evidence/raw-commands";
import { summariseTried } from "@/lib/engine/summarise/sections/tried";
import { summariseTriedPatches } from "@/lib/engine/summarise/sections/tried-patches";
import { splitSentences } from "@/lib/engine/evidence/sentences";
import {
  claimed,
  findQuote,
  observed,
  type Draft,
  type SummaryContext,
} from "@/lib/engine/summarise/context";
import { countOf, shorten } from "@/lib/engine/summarise/wording";
import type { Step } from "@/lib/domain/trajectory";

type Kind = "cause" | "plan" | "turn";

interface Thought {
  step: number;
  kind: Kind;
  sentence: string;
}

const LIMITS: Record<Kind, number> = { cause: 4, plan: 3, turn: 3 };
const TITLES: Record<Kind, string> = {
  cause: "States a cause",
  plan: "States a plan",
  turn: "Changes its mind",
};

const PATTERNS: readonly { kind: Kind; pattern: RegExp }[] = [
  {
    kind: "turn",
    pattern:
      /^(?:wait|actually|hmm|oh|on second thought)\b|\b(?:that (?:didn't|did not|doesn't) (?:work|help)|didn't work|(?:a )?(?:different|another|better|simpler) approach|I was wrong|my mistake|revert|instead,? (?:I|let)|the (?:real|actual) (?:problem|issue|cause))\b/i,
  },
  {
    kind: "cause",
    pattern:
      /\b(?:hypothesis\b|root cause|the (?:problem|issue|bug|error|failure|culprit) (?:is|was|seems|appears|comes|occurs|happens|lies)|(?:fails|failing|failed|happens|occurs|raised|wrong) because|caused by|due to|I (?:can )?(?:now )?see (?:the|that|why)|now I understand)\b/i,
  },
  {
    kind: "plan",
    pattern:
      /\b(?:the (?:fix|solution|right fix|approach|plan) (?:is|would be|should|will)|(?:I|we) (?:should|need to|will need to|can fix|have to)|(?:I'm|I’m|I am) (?:going to|replacing|changing|adding|tightening|switching)|to fix this|I(?:'|’)ll (?:implement|change|replace|fix|handle|add|use|keep|wire))\b/i,
  },
];

/** What the agent says it thinks, and what it tried and took back. */
export function summariseApproach(context: SummaryContext): Draft[] {
  const tried = [...summariseTried(context), ...summariseTriedPatches(context)];
  const told = new Set(tried.flatMap((draft) => draft.quotes.map((quote) => quote.text)));
  const stated = summariseStated(context, told);
  if (stated.length + tried.length > 0) return [...stated, ...tried];
  return [observed(context, "The agent states no cause, plan or change of mind that a rule recognises.", [])];
}

/** Stated causes, plans and changes of mind, each with its step. All of it is claimed, none of it checked. */
function summariseStated(context: SummaryContext, told: ReadonlySet<string>): Draft[] {
  const thoughts = context.ownSteps
    .slice(0, -1)
    .flatMap(readThoughts)
    .filter((thought) => !told.has(thought.sentence));
  const chosen = pickThoughts(thoughts);
  const drafts = chosen.map((thought) => {
    const text = `${TITLES[thought.kind]}: "${shorten(thought.sentence)}"`;
    return claimed(context, text, [thought.step], [findQuote(context, thought.step, thought.sentence)]);
  });
  const hidden = thoughts.length - chosen.length;
  return hidden > 0
    ? [...drafts, claimed(context, `And ${countOf(hidden, "further such sentence")}.`, [])]
    : drafts;
}

function readThoughts(step: Step): Thought[] {
  const raw = readRawTurn(step.message);
  const text = raw === null ? `${step.message}\n${step.reasoning ?? ""}` : raw.thought;
  const seen = new Set<Kind>();
  return splitSentences(text).flatMap((sentence) => {
    const kind = PATTERNS.find(({ pattern }) => pattern.test(sentence))?.kind;
    if (kind === undefined || seen.has(kind) || sentence.length < 25) return [];
    seen.add(kind);
    return [{ step: step.number, kind, sentence }];
  });
}

/** Some of each kind, spread from first to last, in the order of the trajectory. */
function pickThoughts(thoughts: readonly Thought[]): Thought[] {
  const chosen = new Set<Thought>();
  for (const kind of ["cause", "plan", "turn"] as const) {
    const ofKind = thoughts.filter((thought) => thought.kind === kind);
    spread(ofKind, LIMITS[kind]).forEach((thought) => chosen.add(thought));
  }
  return thoughts.filter((thought) => chosen.has(thought));
}

function spread<T>(items: readonly T[], limit: number): T[] {
  if (items.length <= limit) return [...items];
  const stride = (items.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => items[Math.round(index * stride)]).filter(
    (item) => item !== undefined,
  );
}
