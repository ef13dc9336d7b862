// Patches that were tried on copies, many in one command: a heredoc of diffs, each headed "patch N", and a line
// "patch N: …" for each in the reply. Those that made no failing test pass are refuted.
import { readDiffHunks } from "@/lib/engine/evidence/diff-hunks";
import { listExchanges, type Exchange } from "@/lib/engine/evidence/exchanges";
import { observed, type Draft, type SummaryContext } from "@/lib/engine/summarise/context";
import { countOf } from "@/lib/engine/summarise/wording";

interface TriedPatch {
  /** As the command gave it, without its heading. */
  diff: string;
  /** What the reply says of it. */
  result: string;
}

/** Characters of refuted changes that are quoted: a summary is to be read. */
const MOST_CHARACTERS = 3_600;

/**
 * A claim for each command that tried patches and each file: how many were refuted. Of those with one changed place,
 * the changed lines are quoted while there is room.
 */
export function summariseTriedPatches(context: SummaryContext): Draft[] {
  const room = { left: MOST_CHARACTERS };
  return listExchanges(context.trajectory.steps).flatMap((exchange) => {
    const refuted = readTriedPatches(exchange).filter(({ result }) => !result.includes("passes now"));
    const byFile = Map.groupBy(refuted, ({ diff }) => filesOf(diff).join(" and "));
    return [...byFile].map(([files, patches]) => fileClaim(context, exchange.step, files, patches, room));
  });
}

function filesOf(diff: string): string[] {
  return [...new Set(readDiffHunks(diff).map(({ path }) => path))];
}

function fileClaim(
  context: SummaryContext,
  step: number,
  files: string,
  patches: readonly TriedPatch[],
  room: { left: number },
): Draft {
  const quotes = patches.flatMap(({ diff }) => {
    const changed = changedLines(diff);
    if (changed === null || changed.length > room.left) return [];
    room.left -= changed.length;
    return [{ step, text: changed }];
  });
  const shown = quotes.length === patches.length ? "" : ` ${String(quotes.length)} of them shown.`;
  const text =
    `Tried and taken back at step ${String(step)}, each by itself on a copy: ` +
    `${countOf(patches.length, "change")} of ${files}; no failing test passed with any of them.${shown}`;
  return observed(context, text, [step], quotes);
}

/** The removed and added lines of a diff with a single changed place; null when there are more. */
function changedLines(diff: string): string | null {
  const places = readDiffHunks(diff).flatMap(({ text }) => text.match(/(?:^[+-].*(?:\n|$))+/gm) ?? []);
  return places.length === 1 ? (places[0]?.trimEnd() ?? null) : null;
}

function readTriedPatches({ shell, body }: Exchange): TriedPatch[] {
  if (!shell.some(({ heredoc }) => heredoc !== null && /^patch \d+$/m.test(heredoc))) return [];
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
