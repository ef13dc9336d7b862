// Does the change cover what the task asks? Files the statement names, and requirements the summary backs.
import { isLasting } from "@/lib/engine/evidence/last-edit";
import type { Candidate } from "@/lib/engine/ports";
import type { Criterion } from "@/lib/engine/judges/checklist/criterion";

export const completeness: Criterion = {
  key: "completeness",
  title: "Completeness",
  sections: ["coverage", "changes"],
  mark(candidate, _shown, statement) {
    const named = statement === null ? [] : findFileNames(statement);
    const touched = new Set(listTouchedFiles(candidate).map(baseName));
    const met = named.filter((name) => touched.has(name));
    const { backed, all, steps } = countBackedRequirements(candidate);
    const shares = [...share(met.length, named.length), ...share(backed, all)];
    const figures = [
      ...(named.length > 0 ? [`it changed ${met.length} of ${named.length} files that the task names`] : []),
      ...(all > 0 ? [`${backed} of ${all} points of the summary's coverage cite an edit`] : []),
    ];
    return {
      value: shares.length === 0 ? null : shares.reduce((sum, part) => sum + part, 0) / shares.length,
      figure: figures.join(" and ") || "the task names no file and the summary lists no coverage",
      steps,
    };
  },
};

/** Names with an extension, such as "parser.py" in "src/parser.py:12"; each once, without its folder. */
export function findFileNames(statement: string): string[] {
  const found = statement.match(/[\w./-]*\w\.[a-z][a-z0-9]{0,4}\b(?![\w(./])/g) ?? [];
  const names = found.filter((name) => SOURCE_ENDING.test(name)).map(baseName);
  return [...new Set(names)];
}

const SOURCE_ENDING =
  /\.(py|js|jsx|mjs|cjs|ts|tsx|go|rs|rb|java|kt|c|h|cc|cpp|hpp|cs|php|swift|sh|sql|json|toml|ya?ml|cfg|ini|md|rst|txt|html|css|csv)$/;

function listTouchedFiles({ evidence }: Candidate): string[] {
  const edited = evidence.edits.filter(isLasting).map((edit) => edit.path);
  return [...edited, ...(evidence.patch?.files.map((file) => file.path) ?? [])];
}

/** A point of coverage counts as backed when it cites an edit; a summary whose points cite nothing says nothing. */
function countBackedRequirements({ summary, evidence }: Candidate): {
  backed: number;
  all: number;
  steps: number[];
} {
  const claims = summary.sections.flatMap((section) => (section.key === "coverage" ? section.claims : []));
  const edited = new Set(evidence.edits.filter(isLasting).map((edit) => edit.step));
  const citations = claims.map((claim) => claim.steps.filter((step) => edited.has(step)));
  const backed = citations.filter((steps) => steps.length > 0);
  const all = claims.some((claim) => claim.steps.length > 0) ? claims.length : 0;
  return { backed: backed.length, all, steps: backed.flat() };
}

function share(part: number, whole: number): number[] {
  return whole === 0 ? [] : [part / whole];
}

function baseName(path: string): string {
  return path.split("/").at(-1) ?? path;
}
