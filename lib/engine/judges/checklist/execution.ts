// What the environment answered: errors still open at the end, and commands without a reply.
import type { CommandEvidence, Evidence } from "@/lib/domain/evidence";
import { countOf, type Criterion } from "@/lib/engine/judges/checklist/criterion";
import { describeLastEdit, evenOut, isAfterLastEdit } from "@/lib/engine/judges/checklist/facts";

export const openErrors: Criterion = {
  key: "open-errors",
  title: "Errors left open",
  sections: ["errors", "finalState"],
  mark({ evidence }) {
    const steps = findOpenErrorSteps(evidence);
    const where = steps.length === 0 ? "" : ` (step ${steps.slice(0, 3).join(", ")})`;
    return {
      value: 1 / (1 + steps.length),
      figure: `${countOf(steps.length, "step")} with an error left open ${describeLastEdit(evidence)}${where}`,
      steps,
    };
  },
};

/**
 * Steps on the final state with an error, or with a program of the project that failed, unless the same command or a
 * test run succeeded later. A failed command that only keeps house (git, ls, …) is no error of the work.
 */
function findOpenErrorSteps(evidence: Evidence): number[] {
  const { commands, errors, tests } = evidence;
  const runs = commands.filter((run) => run.runsProgram);
  const succeeds = (run: CommandEvidence) =>
    runs.some(
      (other) =>
        other.step > run.step && other.outcome === "ok" && evenOut(other.command) === evenOut(run.command),
    );
  const testsPass = (step: number) => tests.some((run) => run.step > step && run.outcome === "passed");
  const isOpen = (step: number) => {
    const all = commands.filter((run) => run.step === step);
    const own = all.filter((run) => run.runsProgram);
    if (all.length > 0 && own.length === 0) return false;
    return !testsPass(step) && (own.length === 0 || !own.every(succeeds));
  };
  const failed = runs.filter((run) => run.outcome === "failed").map(({ step, action }) => ({ step, action }));
  const places = [...failed, ...errors.map(({ step }) => ({ step, action: null }))];
  const steps = places
    .filter(({ step, action }) => isAfterLastEdit(evidence, step, action) && isOpen(step))
    .map(({ step }) => step);
  return [...new Set(steps)].sort((a, b) => a - b);
}

export const execution: Criterion = {
  key: "execution",
  title: "Execution evidence",
  sections: ["commands"],
  mark({ evidence }) {
    // What handed the work in has no reply, and needs none.
    const commands = evidence.commands.filter((command) => command.step !== evidence.submissionStep);
    const unanswered = commands.filter((command) => command.outcome === "unanswered");
    if (commands.length === 0) return { value: null, figure: "no commands", steps: [] };
    const answered = commands.length - unanswered.length;
    return {
      value: answered / commands.length,
      figure: `${answered} of ${countOf(commands.length, "command")} answered`,
      steps: unanswered.map((command) => command.step),
    };
  },
};
