// What makes one rollout differ from another: habits, drawn from its seed.
import type { Family } from "@/lib/engine/agents/repair/mutation";
import type { Random } from "@/lib/engine/random";

export interface Traits {
  /** What is looked at first. */
  start: "tests" | "code";
  /** Whether the examples of the description are checked before submitting. */
  checksExamples: boolean;
  /** Share of the steps allowed that it is ready to spend. */
  patience: number;
  /** How much it goes by suspicion: the power that suspicion is raised to. */
  focus: number;
  /** How much it likes each kind of change. */
  taste: ReadonlyMap<Family, number>;
}

const FAMILIES: readonly Family[] = [
  "boundary",
  "comparison",
  "arithmetic",
  "logic",
  "condition",
  "literal",
  "off-by-one",
  "method",
  "order",
  "name",
  "statement",
  "insertion",
  "assignment",
  "wrapping",
];

/** Habits from a random stream; the same stream gives the same habits. */
export function drawTraits(random: Random): Traits {
  return {
    start: random.coin() ? "tests" : "code",
    checksExamples: random.integer(2) === 0,
    patience: 0.5 + random.float() / 2,
    focus: 1 + random.integer(3),
    taste: new Map(FAMILIES.map((family) => [family, 0.4 + 1.2 * random.float()])),
  };
}
