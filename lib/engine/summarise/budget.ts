// Keeps a summary within its bounds: it is to be read, and to be sent to a judge.
import type { Draft } from "@/lib/engine/summarise/context";
import { countOf } from "@/lib/engine/summarise/wording";
import type { SummarySectionKey } from "@/lib/domain/summary";

export const MAX_CLAIMS = 90;
/** Characters of all claims and quotes together; about the size of the paper's examples (section 2.2). */
export const MAX_CHARACTERS = 16_000;

export interface DraftSection {
  key: SummarySectionKey;
  claims: Draft[];
}

/**
 * Characters that a section may take when all have much to say; what one leaves, others may use. The section that is
 * most beyond its part gives way first. Task and final state stay whole.
 */
const PARTS: Partial<Record<SummarySectionKey, number>> = {
  commands: 800,
  explored: 800,
  claims: 1_400,
  errors: 1_400,
  coverage: 1_800,
  verification: 2_400,
  changes: 4_000,
  approach: 5_000,
};
const KEEP_AT_LEAST = 2;

/** The sections within the bounds. What was cut is counted in its section; nothing is cut inside a sentence. */
export function fitBudget(sections: readonly DraftSection[]): DraftSection[] {
  const kept = sections.map((section) => ({ ...section, claims: [...section.claims] }));
  const cut = new Map<SummarySectionKey, number>();
  while (isOver(kept, cut.size)) {
    const section = largest(kept);
    if (section === null) break;
    section.claims.splice(-1, 1);
    cut.set(section.key, (cut.get(section.key) ?? 0) + 1);
  }
  return kept.map((section) => ({
    ...section,
    claims: [...section.claims, ...cutNote(cut.get(section.key) ?? 0)],
  }));
}

function isOver(sections: readonly DraftSection[], notes: number): boolean {
  const claims = sections.reduce((sum, section) => sum + section.claims.length, notes);
  const characters = sections.reduce((sum, section) => sum + weigh(section), notes * 60);
  return claims > MAX_CLAIMS || characters > MAX_CHARACTERS;
}

function weigh(section: DraftSection): number {
  return section.claims.reduce(
    (sum, claim) =>
      sum + claim.text.length + claim.quotes.reduce((inner, quote) => inner + quote.text.length, 0),
    0,
  );
}

/** The section that is most beyond its part and may still give way. */
function largest(sections: readonly DraftSection[]): DraftSection | null {
  const open = sections.filter(
    (section) => PARTS[section.key] !== undefined && section.claims.length > KEEP_AT_LEAST,
  );
  const excess = (section: DraftSection) => weigh(section) / (PARTS[section.key] ?? Infinity);
  return open.reduce<DraftSection | null>(
    (most, section) => (most === null || excess(section) > excess(most) ? section : most),
    null,
  );
}

function cutNote(count: number): Draft[] {
  if (count === 0) return [];
  return [
    {
      text: `And ${countOf(count, "further point")}, left out for length.`,
      basis: "observed",
      steps: [],
      quotes: [],
    },
  ];
}
