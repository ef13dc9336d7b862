// Patches that were tried on copies, many in one command: a heredoc of diffs, each headed "patch N", and a line
// "patch N: …" for each in the reply. Those that made no failing test pass are refuted.
import { listExchanges, type Exchange } from "@/lib/engine/evidence/exchanges";
import { observed, type Draft, type SummaryContext } from "@/lib/engine/summarise/context";
import { countOf, wordList } from "@/lib/engine/summarise/wording";

interface TriedPatch {
  /** As the command gave it, without its heading. */
  diff: string;
  /** What the reply says of it. */
  result: string;
}

/** One claim for each command that tried patches: how many were refuted, each of them quoted. */
export function summariseTriedPatches(context: SummaryContext): Draft[] {
  return listExchanges(context.ownSteps).flatMap((exchange) => {
    const refuted = readTriedPatches(exchange).filter(({ result }) => !result.includes("passes now"));
    if (refuted.length === 0) return [];
    const files = [...new Set(refuted.flatMap(({ diff }) => diff.match(/(?<=^\+\+\+ b\/)\S+/gm) ?? []))];
    const text =
      `Tried and taken back at step ${String(exchange.step)}, each by itself on a copy: ` +
      `${countOf(refuted.length, "change")} of ${wordList(files, 4)}; no failing test passed with any of them.`;
    const quotes = refuted.map(({ diff }) => ({ step: exchange.step, text: diff }));
    return [observed(context, text, [exchange.step], quotes)];
  });
}

function readTriedPatches({ shell, body }: Exchange): TriedPatch[] {
  const results = new Map(
    [...(body ?? "").matchAll(/^patch (\d+): (.*)$/gm)].map(([, number, result]) => [number, result]),
  );
  return shell.flatMap(({ heredoc }) =>
    (heredoc ?? "").split(/^(?=patch \d+$)/m).flatMap((part) => {
      const [, number, diff] = /^patch (\d+)\n(?:guards .*\n)*(--- [\s\S]*)$/.exec(part) ?? [];
      const result = results.get(number);
      return diff === undefined || result === undefined ? [] : [{ diff: diff.trimEnd(), result }];
    }),
  );
}
