// Whether the agent checked what the task itself gives as examples: the clearest requirements there are, and the ones
// that a suite of given tests may leave out.
import type { Evidence } from "@/lib/domain/evidence";
import { countOf, type Criterion } from "@/lib/engine/judges/checklist/criterion";
import { evenOut, isAfterLastEdit } from "@/lib/engine/judges/checklist/facts";

/** The share of the statement's examples that a command ran, without failing, on the final state of the files. */
export const statedExamples: Criterion = {
  key: "stated-examples",
  title: "The task's own examples checked",
  sections: ["verification", "coverage", "commands"],
  mark({ evidence }, _shown, statement) {
    const examples = findStatedExamples(statement ?? "");
    if (examples.length === 0)
      return { value: null, figure: "the task gives no examples in code", steps: [] };
    const runs = listCheckedTexts(evidence);
    const checked = examples.filter((example) => runs.some(({ text }) => text.includes(example)));
    const steps = runs
      .filter(({ text }) => checked.some((example) => text.includes(example)))
      .map(({ step }) => step);
    return {
      value: checked.length / examples.length,
      figure: `it ran ${checked.length} of ${countOf(examples.length, "example")} of the task on its final state`,
      steps: steps.slice(-3),
    };
  },
};

const MOST_EXAMPLES = 20;

/**
 * Calls that the statement shows in blocks of code: `name(arguments)` before a comment, an arrow, a comparison or the
 * end of the line; `>>>` of a Python session before it. White space evened out. A heuristic.
 */
export function findStatedExamples(statement: string): string[] {
  const blocks = [...statement.matchAll(/^[ \t]*```[^\n]*\n([\s\S]*?)^[ \t]*```/gm)].map(
    ([, code = ""]) => code,
  );
  const calls = blocks
    .flatMap((code) => code.split("\n"))
    .flatMap(
      (line) => /^\s*(?:>>>\s*)?([\w.$]+\(.*\))\s*;?\s*(?:(?:\/\/|#|->|=>|==).*)?$/.exec(line)?.[1] ?? [],
    )
    .map(evenOut)
    .filter(
      (call) => call.length >= 5 && !/^(?:print|console\.log|import|require|if|for|while)\b/.test(call),
    );
  return [...new Set(calls)].slice(0, MOST_EXAMPLES);
}

/** The text of each command that ended well on the final state, with that of the scripts it runs. */
function listCheckedTexts(evidence: Evidence): { step: number; text: string }[] {
  const scripts = new Map<string, string>();
  return evidence.commands.flatMap(({ step, command, outcome }) => {
    for (const [, path = "", , body = ""] of command.matchAll(WRITTEN)) scripts.set(path, body);
    if (outcome !== "ok" || !isAfterLastEdit(evidence, step)) return [];
    const run = [...scripts].filter(([path]) => command.includes(path)).map(([, body]) => body);
    return [{ step, text: evenOut([command, ...run].join("\n")) }];
  });
}

/** `cat > file <<'END' … END`: a script that the agent wrote. */
const WRITTEN = /\bcat\s*>\s*(\S+)\s*<<-?\s*['"]?(\w+)['"]?\n([\s\S]*?)\n\2/g;
