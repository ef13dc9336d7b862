// An experiment's settings and progress in words, for screens.
import type { ExperimentSettings, Variant } from "@/lib/domain/experiment";
import type { ExperimentView } from "@/lib/domain/experiment-views";
import { countOf, formatCount } from "@/lib/utils/format";

const variants: Record<Variant, { name: string; meaning: string }> = {
  none: { name: "no refinement", meaning: "The rollouts know nothing of each other." },
  single: {
    name: "single",
    meaning: "A refined rollout is given the summary of its own predecessor in the iteration before.",
  },
  "random-k": {
    name: "random K",
    meaning: "A refined rollout is given K summaries, drawn at random from the iteration before.",
  },
  "select-k": {
    name: "select K",
    meaning: "A refined rollout is given the summaries of the K that survived the tournament before.",
  },
};

/** "16 × 2 · K 4 · G 2 · V 8 · select K"; K only where it says something. */
export function sayShape(settings: ExperimentSettings): string {
  const { rollouts, iterations, groupSize, votes, variant } = settings;
  const keep = usesKeep(settings) ? [`K ${settings.keep}`] : [];
  return [
    `${rollouts} × ${iterations}`,
    ...keep,
    `G ${groupSize}`,
    `V ${votes}`,
    variants[variant].name,
  ].join(" · ");
}

/** K is given on only to refined rollouts that get several summaries. */
function usesKeep({ variant, iterations }: ExperimentSettings): boolean {
  return iterations > 1 && (variant === "random-k" || variant === "select-k");
}

/** A setting with its value, and what it means in a sentence. */
export interface SettingInWords {
  name: string;
  value: string;
  meaning: string;
}

/** All settings that matter to who reads the results. */
export function describeSettings(settings: ExperimentSettings): SettingInWords[] {
  const { caps, concurrency } = settings;
  const { name, meaning } = variants[settings.variant];
  return [
    say("agent", settings.agent, agents[settings.agent]),
    say("rollouts (N)", settings.rollouts, "Attempts at each task in each iteration."),
    say("iterations (T)", settings.iterations, "The first starts from nothing, the others from summaries."),
    say("refinement", name, meaning),
    ...(usesKeep(settings)
      ? [say("given on (K)", settings.keep, "Summaries that a refined rollout is given.")]
      : []),
    say("judge", "rules (heuristic)", "Compares summaries by rule, without a model; it sees no verdict."),
    say("per group (G)", settings.groupSize, "Candidates that the judge compares at a time."),
    say(
      "votes (V)",
      settings.votes,
      "Judge calls on each group; the order shown changes from one to the next.",
    ),
    say(
      "curtailment",
      settings.curtail ? "on" : "off",
      "Votes that cannot change a group's winner any more are spared.",
    ),
    say("seed", settings.seed, "The same seed gives the same draws."),
    say("steps", `at most ${formatCount(caps.steps)}`, "Of the agent, in one rollout."),
    ...(caps.rollouts === null
      ? []
      : [say("cap", countOf(caps.rollouts, "rollout"), "No more are begun, over all tasks and iterations.")]),
    ...(caps.minutes === null
      ? []
      : [
          say("cap", countOf(caps.minutes, "minute"), "Of wall time; then it stops and keeps what is there."),
        ]),
    ...(concurrency === null ? [] : [say("at a time", concurrency, "Rollouts that run side by side.")]),
  ];
}

const agents: Record<ExperimentSettings["agent"], string> = {
  repair: "Classical program repair without a model: runs the tests and tries small edits where they point.",
};

function say(name: string, value: string | number, meaning: string): SettingInWords {
  return { name, value: String(value), meaning };
}

/** What isolated the commands: "bubblewrap", "unsafe: no isolation", or that none has run. */
export function describeSandbox({ sandbox }: Pick<ExperimentView, "sandbox">): {
  label: string;
  meaning: string;
  isUnsafe: boolean;
} {
  if (sandbox === null) {
    return { label: "none yet", meaning: "No command has run so far.", isUnsafe: false };
  }
  if (sandbox === "unsafe") {
    return {
      label: "unsafe: no isolation",
      meaning: "The agent's commands ran as this user, with the network and all files. This was asked for.",
      isUnsafe: true,
    };
  }
  return {
    label: sandbox,
    meaning: "The agent's commands had no network and could write in their own workspace only.",
    isUnsafe: false,
  };
}
