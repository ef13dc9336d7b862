// Does the change mend, or does it take away? Patches that pass the given tests by deleting behaviour, or by answering
// the given cases alone, are the classic ones that hold nowhere else (Qi et al. 2015; the anti-patterns of Tan et al. 2016).
import type { Claim, Summary } from "@/lib/domain/summary";
import { readDiffHunks } from "@/lib/engine/evidence/diff-hunks";
import { isTestFile } from "@/lib/engine/evidence/paths";
import { findStatedExamples } from "@/lib/engine/summarise/examples";
import { countOf, type Criterion } from "@/lib/engine/judges/checklist/criterion";

/** Read off the hunks that the summary quotes; tests are left out. Heuristics over words, not over meaning. */
export const deletions: Criterion = {
  key: "deletions",
  title: "Mends instead of taking away",
  sections: ["changes"],
  mark({ summary }, _shown, statement) {
    const shown = listShownHunks(summary);
    if (shown.length === 0) return { value: null, figure: "no change of a source file is shown", steps: [] };
    const changes = shown.map(({ text }) => compareWords(text));
    const added = new Set(changes.flatMap((change) => change.added));
    const named = findNamed(statement ?? "");
    const lost = [...new Set(changes.flatMap((change) => change.dropped))].filter(
      (word) => named.has(bare(word)) && !added.has(word) && !changes.some(({ kept }) => kept.has(word)),
    );
    const only = changes.filter((change) => change.added.length === 0 && change.dropped.length > 0).length;
    const special = findSpecialCases(shown, statement ?? "");
    const figures = [
      ...(lost.length > 0 ? [`it takes away ${lost.slice(0, 3).join(", ")}, which the task names`] : []),
      ...(special.length > 0
        ? [`it answers ${special.slice(0, 2).join(", ")} of the task's examples as a case of its own`]
        : []),
      ...(only > 0 ? [`${countOf(only, "change")} of ${changes.length} only take away`] : []),
    ];
    return {
      value: lost.length + special.length > 0 ? 0 : 1 - 0.5 * (only / changes.length),
      figure: figures.join(", and ") || "what it takes away it replaces",
      steps: shown.flatMap(({ steps }) => steps).slice(0, 3),
    };
  },
};

interface ShownHunk {
  text: string;
  steps: number[];
}

function listShownHunks(summary: Summary): ShownHunk[] {
  const claims = summary.sections.flatMap(({ key, claims: all }) => (key === "changes" ? all : []));
  return claims
    .filter((claim) => !isTestFile(claim.text.split(": ")[0] ?? ""))
    .flatMap((claim) => hunksOf(claim).map((text) => ({ text, steps: claim.steps })));
}

function hunksOf(claim: Claim): string[] {
  const texts = [claim.text, ...claim.quotes.map((quote) => quote.text)];
  return texts
    .flatMap((text) => readDiffHunks(`+++ b/file\n${text.slice(Math.max(0, text.indexOf("@@ ")))}`))
    .map(({ text }) => text);
}

interface WordChange {
  /** Words of the removed lines that the added lines do not have, and the other way round; each as often. */
  dropped: string[];
  added: string[];
  /** Words of the lines that the hunk shows afterwards. */
  kept: ReadonlySet<string>;
}

function compareWords(hunk: string): WordChange {
  const lines = hunk.split("\n").slice(1);
  const of = (signs: string) =>
    lines.filter((line) => signs.includes(line.charAt(0))).flatMap((line) => wordsOf(line.slice(1)));
  const [before, after] = [of("-"), of("+")];
  return { dropped: subtract(before, after), added: subtract(after, before), kept: new Set(of("+ ")) };
}

/** Names, numbers, whole texts in quotes, and signs; comments left out. */
function wordsOf(line: string): string[] {
  const code = line.replace(/^\s*(?:\/\/|#|\*|\/\*).*$/, "");
  return code.match(/[A-Za-z_$][\w$]*|\d+(?:\.\d+)?|"[^"]*"|'[^']*'|`[^`]*`|[<>=!&|+\-*/%?]+/g) ?? [];
}

function subtract(words: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return words.filter((word) => {
    const at = left.indexOf(word);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}

function bare(word: string): string {
  return word.replace(/^["'`]|["'`]$/g, "");
}

/** What the statement's prose puts in backticks or quotes, as words of code. */
function findNamed(statement: string): Set<string> {
  const prose = statement.replace(/^[ \t]*```[\s\S]*?^[ \t]*```/gm, "");
  const quoted = [...prose.matchAll(/`([^`\n]{1,40})`|"([^"\n]{1,20})"/g)].map(
    ([, code, text]) => code ?? text ?? "",
  );
  return new Set([...quoted, ...quoted.flatMap(wordsOf)].map(bare).filter((word) => word !== ""));
}

/** Literals of the examples that an added line compares with: an answer to that case alone. */
function findSpecialCases(hunks: readonly ShownHunk[], statement: string): string[] {
  const examples = findStatedExamples(statement);
  const literals = new Set(
    examples.flatMap(wordsOf).filter((word) => /^["'`].{2,}["'`]$|^\d{2,}/.test(word)),
  );
  const added = hunks.flatMap(({ text }) => text.split("\n").filter((line) => line.startsWith("+")));
  const compared = added.flatMap((line) => [
    ...line.matchAll(/(?:===?|\bcase|\bis)\s*("[^"]*"|'[^']*'|\d+(?:\.\d+)?)/g),
  ]);
  return [...new Set(compared.map(([, literal = ""]) => literal).filter((literal) => literals.has(literal)))];
}
