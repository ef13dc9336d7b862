// What makes one rollout differ from another: habits, drawn from its seed.
import { families, type Family } from "@/lib/engine/agents/repair/mutation";
import type { Random } from "@/lib/engine/random";

export interface Traits {
  /** What is looked at first. */
  start: "tests" | "code";
  /** Whether the examples of the description are checked before submitting. */
  checksExamples: boolean;
  /** How many changes it tries before it gives up. */
  patience: number;
  /** How many changes it tries in one step. */
  breadth: number;
  /** Whether it takes the first change that helps, or the one of a step that helps most. */
  choice: "first" | "most";
  /** Share of its tries that join a change which only made a test fail otherwise with another change. */
  combines: number;
  /** How much it goes by suspicion: the power that suspicion is raised to. */
  focus: number;
  /** How much it likes each kind of change. */
  taste: ReadonlyMap<Family, number>;
}

/**
 * Habits from a random stream; the same stream gives the same habits. Who was told of other attempts has steps to spare
 * and reason to doubt: it checks examples, and chooses with care.
 */
export function drawTraits(random: Random, isTold: boolean): Traits {
  const drawn = draw(random);
  return isTold ? { ...drawn, checksExamples: true, choice: "most" } : drawn;
}

function draw(random: Random): Traits {
  return {
    start: random.coin() ? "tests" : "code",
    checksExamples: random.coin(),
    patience: 60 + random.integer(201),
    breadth: 50 + random.integer(71),
    choice: random.coin() ? "first" : "most",
    combines: random.integer(3) * 0.15,
    focus: 1 + random.integer(3),
    taste: new Map(families.map((family) => [family, 0.2 + 1.6 * random.float()])),
  };
}
