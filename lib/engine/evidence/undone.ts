// Which edits were taken back, and when: what a reader of the final state must not count.
import type { EditEvidence } from "@/lib/domain/evidence";
import type { Exchange } from "@/lib/engine/evidence/exchanges";
import { FileVersions } from "@/lib/engine/evidence/file-versions";
import { isSameFile } from "@/lib/engine/evidence/paths";
import { isReverse } from "@/lib/engine/evidence/replacement";
import { programWords } from "@/lib/engine/evidence/shell";
import type { EditTarget } from "@/lib/engine/evidence/tool-edits";

/** An edit, what its call tells about it, and the exchange that made it, by position. */
export interface PlacedEdit {
  edit: EditEvidence;
  target: EditTarget;
  exchange: number;
}

/** An edit in force, and whether it was staged: restoring a file from git's index keeps what was staged. */
interface Live {
  place: number;
  isStaged: boolean;
}

/**
 * The edits, those that were taken back with the step and action that did it: by `git checkout` or `git restore` of the
 * file, by `git stash` or `git reset --hard`, by a patch in reverse, an editor's undo, the reverse replacement, the old
 * text written again, or a copy put back. What takes back becomes a "revert". Edits are in order.
 */
export function markUndone(placed: readonly PlacedEdit[], exchanges: readonly Exchange[]): EditEvidence[] {
  return new Ledger(placed, exchanges).read();
}

class Ledger {
  private readonly edits: EditEvidence[];
  private readonly versions = new FileVersions();
  private live: Live[] = [];
  /** The next edit to be taken in. */
  private next = 0;

  constructor(
    private readonly placed: readonly PlacedEdit[],
    private readonly exchanges: readonly Exchange[],
  ) {
    this.edits = placed.map(({ edit }) => edit);
  }

  read(): EditEvidence[] {
    const restoresStash = this.exchanges.some((exchange) =>
      gitWords(exchange).some(([, verb, action]) => verb === "stash" && /^(?:pop|apply)$/.test(action ?? "")),
    );
    for (const [index, exchange] of this.exchanges.entries()) {
      this.versions.see(exchange, this.next);
      for (; this.placed[this.next]?.exchange === index; this.next += 1) this.enter(this.next, exchange);
      if (isSweeping(exchange, restoresStash)) this.takeBack(exchange, () => true);
      this.stage(exchange);
    }
    return this.edits;
  }

  private enter(place: number, exchange: Exchange): void {
    const { edit, target } = this.placed[place] ?? {};
    if (edit === undefined || target === undefined || edit.applied === false) return;
    const isSame = (one: Live) => isSameFile(this.edits[one.place]?.path ?? "", edit.path);
    const isTaken = edit.kind === "revert" ? this.takenByRevert(target, exchange, isSame) : null;
    const isReversed = isTaken ?? this.takenByEdit(place, target, isSame);
    if (isReversed === null) this.live.push({ place, isStaged: false });
    else {
      this.edits[place] = { ...edit, kind: "revert" };
      this.takeBack(exchange, isReversed);
    }
    this.versions.write(target, place + 1);
  }

  /** What a command that says so takes back: the last edit when it shows a change or is an undo, else all of the file. */
  private takenByRevert(
    target: EditTarget,
    exchange: Exchange,
    isSame: (one: Live) => boolean,
  ): (one: Live) => boolean {
    const isOne = (target.change ?? []).length > 0 || exchange.command === null;
    const last = this.live.findLast(isSame);
    return isOne
      ? (one) => one === last
      : (one) => isSame(one) && (!one.isStaged || restoresFromCommit(exchange));
  }

  /** What an edit takes back because it undoes what an earlier one did; null when it does not. */
  private takenByEdit(
    place: number,
    target: EditTarget,
    isSame: (one: Live) => boolean,
  ): ((one: Live) => boolean) | null {
    const { replaces } = target;
    const reversed = this.live.findLast((one) => {
      const earlier = this.placed[one.place]?.target.replaces;
      return isSame(one) && replaces && earlier && isReverse(earlier, replaces);
    });
    if (reversed !== undefined) return (one) => one === reversed;
    const since = this.versions.restoredBy(target);
    if (since === null || since >= place) return null;
    const isLater = (one: Live) => isSame(one) && one.place >= since;
    return this.live.some(isLater) ? isLater : null;
  }

  private takeBack({ step, action }: Exchange, isTaken: (one: Live) => boolean): void {
    for (const one of this.live) {
      const edit = this.edits[one.place];
      if (edit !== undefined && isTaken(one)) {
        this.edits[one.place] = { ...edit, undone: step, undoneAction: action };
      }
    }
    this.live = this.live.filter((one) => !isTaken(one));
  }

  private stage(exchange: Exchange): void {
    for (const [, verb, ...rest] of gitWords(exchange)) {
      if (verb !== "add" && verb !== "commit") continue;
      const paths = rest.filter((word) => !word.startsWith("-"));
      const isAll = verb === "commit" || rest.includes("-A") || rest.includes("-u") || paths.includes(".");
      for (const one of this.live) {
        const path = this.edits[one.place]?.path ?? "";
        if (isAll || paths.some((staged) => isSameFile(staged, path))) one.isStaged = true;
      }
    }
  }
}

function gitWords(exchange: Exchange): string[][] {
  return exchange.shell.map((command) => programWords(command.words)).filter((words) => words[0] === "git");
}

/** Restores from a commit and not from what was staged. */
function restoresFromCommit(exchange: Exchange): boolean {
  return gitWords(exchange).some(
    (words) =>
      words.includes("HEAD") || words[1] === "show" || words.some((word) => word.startsWith("--source")),
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
