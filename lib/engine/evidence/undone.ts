// Which edits were taken back, and when: what a reader of the final state must not count.
import type { EditEvidence } from "@/lib/domain/evidence";
import type { Exchange } from "@/lib/engine/evidence/exchanges";
import { isSameFile } from "@/lib/engine/evidence/paths";
import { programWords } from "@/lib/engine/evidence/shell";

/** An edit, and the exchange that made it, by position. */
export interface PlacedEdit {
  edit: EditEvidence;
  exchange: number;
}

/** An edit in force, and whether it was staged: restoring a file from git's index keeps what was staged. */
interface Live {
  place: number;
  isStaged: boolean;
}

/**
 * The edits, those that were taken back with the step that did it: by `git checkout` or `git restore` of the file, by
 * applying the patch in reverse, by an editor's undo, by `git stash` or `git reset --hard`. Edits are in order.
 */
export function markUndone(placed: readonly PlacedEdit[], exchanges: readonly Exchange[]): EditEvidence[] {
  const edits = placed.map(({ edit }) => edit);
  const restoresStash = exchanges.some((exchange) =>
    gitWords(exchange).some(([, verb, action]) => verb === "stash" && /^(?:pop|apply)$/.test(action ?? "")),
  );
  const undone = new Map<number, number>();
  let live: Live[] = [];
  const takeBack = (step: number, isTaken: (one: Live) => boolean) => {
    for (const one of live) if (isTaken(one)) undone.set(one.place, step);
    live = live.filter((one) => !isTaken(one));
  };
  let next = 0;
  for (const [index, exchange] of exchanges.entries()) {
    for (; placed[next]?.exchange === index; next += 1) {
      const edit = edits[next];
      if (edit === undefined || edit.applied === false) continue;
      const isSame = ({ place }: Live) => isSameFile(edits[place]?.path ?? "", edit.path);
      if (edit.kind !== "revert") live.push({ place: next, isStaged: false });
      else if (edit.change.length > 0 || exchange.command === null) {
        const last = live.findLast(isSame);
        takeBack(edit.step, (one) => one === last);
      } else takeBack(edit.step, (one) => isSame(one) && (!one.isStaged || isFromHead(exchange)));
    }
    if (isSweeping(exchange, restoresStash)) takeBack(exchange.step, () => true);
    stage(exchange, live, edits);
  }
  return edits.map((edit, place) => ({ ...edit, undone: undone.get(place) ?? null }));
}

function gitWords(exchange: Exchange): string[][] {
  return exchange.shell.map((command) => programWords(command.words)).filter((words) => words[0] === "git");
}

/** Restores from a commit and not from what was staged. */
function isFromHead(exchange: Exchange): boolean {
  return gitWords(exchange).some(
    (words) => words.includes("HEAD") || words.some((word) => word.startsWith("--source")),
  );
}

/** Everything is taken back. A stash that is restored later only set it aside. */
function isSweeping(exchange: Exchange, restoresStash: boolean): boolean {
  return gitWords(exchange).some(
    (words) =>
      (!restoresStash &&
        words[1] === "stash" &&
        (words[2] === undefined || words[2] === "push" || words[2] === "save")) ||
      (words[1] === "reset" && words.includes("--hard")) ||
      (words[1] === "checkout" && words.at(-1) === "."),
  );
}

function stage(exchange: Exchange, live: readonly Live[], edits: readonly EditEvidence[]): void {
  for (const [, verb, ...rest] of gitWords(exchange)) {
    if (verb !== "add" && verb !== "commit") continue;
    const paths = rest.filter((word) => !word.startsWith("-"));
    const isAll = verb === "commit" || rest.includes("-A") || rest.includes("-u") || paths.includes(".");
    for (const one of live) {
      if (isAll || paths.some((path) => isSameFile(path, edits[one.place]?.path ?? ""))) one.isStaged = true;
    }
  }
}
