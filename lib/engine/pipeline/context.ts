// The refinement context (paper, section 2.4): summaries of earlier attempts as one text, the only thing that passes
// from one iteration to the next.
import { summarySectionTitles, type Claim, type Summary } from "@/lib/domain/summary";

const INTRODUCTION = [
  "Others have attempted this task before you, each in an environment of its own that is gone now; yours is fresh.",
  "What they did is summarised below, numbered in no particular order. Nobody has told whether any of them solved",
  'the task: "observed" was read off the replies of an environment, "claimed" is what an attempt said of itself.',
  "Use what holds, check it yourself, and do not repeat what was refuted.",
].join("\n");

/**
 * The text for a refined rollout, from the summaries in the order they are to be shown. Anonymous: it holds neither
 * ids nor agents nor verdicts. Each attempt is a heading and a block of JSON: sections by title, claims with their
 * basis and verbatim quotes.
 */
export function renderContext(summaries: readonly Summary[]): string {
  const attempts = summaries.map((summary, index) => renderAttempt(summary, index + 1));
  return `${[INTRODUCTION, ...attempts].join("\n\n")}\n`;
}

function renderAttempt(summary: Summary, attempt: number): string {
  const sections = Object.fromEntries(
    summary.sections.map(({ key, claims }) => [summarySectionTitles[key], claims.map(renderClaim)]),
  );
  return `## Attempt ${attempt}\n\`\`\`json\n${JSON.stringify({ attempt, sections }, null, 1)}\n\`\`\``;
}

function renderClaim({ text, basis, quotes }: Claim): object {
  const said = quotes.map((quote) => quote.text);
  return { text, basis, ...(said.length > 0 ? { quotes: said } : {}) };
}
