// Is the change clean? Its size is no sign: a small patch may be the symptom's, a large one the whole fix.
import { isTestFile } from "@/lib/engine/evidence/paths";
import { type Criterion, countOf } from "@/lib/engine/judges/checklist/criterion";

/** The share of the patch's files that belong there. */
export const scope: Criterion = {
  key: "scope",
  title: "Scope of the change",
  sections: ["changes", "finalState"],
  mark({ evidence }) {
    const files = evidence.patch?.files ?? [];
    if (files.length === 0) return { value: null, figure: "no patch to measure", steps: [] };
    if (files.every((file) => isTestFile(file.path) || isStrayFile(file.path))) {
      return { value: 0, figure: "its patch touches no source file, only tests and the like", steps: [] };
    }
    const stray = files.filter((file) => isStrayFile(file.path));
    const strayNote =
      stray.length === 0
        ? "none of them left behind by accident"
        : `among them ${stray.map((file) => file.path).join(", ")}`;
    return {
      value: 1 - stray.length / files.length,
      figure: `${countOf(files.length, "changed file")}, ${strayNote}`,
      steps: evidence.lastEditStep === null ? [] : [evidence.lastEditStep],
    };
  },
};

const STRAY = [
  /(^|\/)(repro|reproduce|reproduction|debug|scratch|tmp|temp|try_)[\w-]*\.\w+$/i,
  /^(test|check|verify|demo|example)[\w-]*\.(py|js|mjs|sh)$/i,
  /\.(orig|rej|bak|log|pyc|swp|tmp)$/i,
  /(^|\/)(__pycache__|node_modules|\.pytest_cache)\//,
];

/** Looks like something left behind (a reproduction script, a log). A heuristic by name. */
export function isStrayFile(path: string): boolean {
  return STRAY.some((pattern) => pattern.test(path));
}
