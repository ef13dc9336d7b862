// What a file was known to hold, and when: writing an old text again, or putting a copy back, undoes what came between.
import type { Exchange } from "@/lib/engine/evidence/exchanges";
import { isSameFile } from "@/lib/engine/evidence/paths";
import { programWords } from "@/lib/engine/evidence/shell";
import type { EditTarget } from "@/lib/engine/evidence/tool-edits";

/** A moment is the number of edits made before it. */
interface Version {
  path: string;
  content: string;
  moment: number;
}

/** A copy of a file as it was at a moment. */
interface Copy {
  path: string;
  of: string;
  moment: number;
}

export class FileVersions {
  private readonly versions: Version[] = [];
  private readonly copies: Copy[] = [];
  /** Copies that the exchange at hand puts back. */
  private restored: Copy[] = [];

  /** Takes note of what an exchange shows of files, and of the copies that it makes. */
  see(exchange: Exchange, moment: number): void {
    this.restored = [];
    const shown = fileShown(exchange);
    if (shown !== null && exchange.body !== null) {
      this.versions.push({ path: shown, content: exchange.body.trim(), moment });
    }
    for (const command of exchange.shell) {
      const [program, ...rest] = programWords(command.words);
      const [from, to, ...more] = rest.filter((word) => !word.startsWith("-"));
      if (!/^(?:cp|mv)$/.test(program ?? "") || from === undefined || to === undefined || more.length > 0)
        continue;
      const copy = this.copies.findLast(({ path, of }) => isSameFile(path, from) && isSameFile(of, to));
      if (copy !== undefined) this.restored.push(copy);
      else if (program === "cp") this.copies.push({ path: to, of: from, moment });
    }
  }

  /** Takes note of a text that was written. */
  write({ path, content }: EditTarget, moment: number): void {
    const text = content?.trim() ?? "";
    if (text !== "") this.versions.push({ path, content: text, moment });
  }

  /** The earliest moment whose text of the file this edit brings back; null when it brings back none. */
  restoredBy({ path, content }: EditTarget): number | null {
    const copy = this.restored.find(({ of }) => isSameFile(of, path));
    if (copy !== undefined) return copy.moment;
    const text = content?.trim() ?? "";
    if (text === "") return null;
    const version = this.versions.find((known) => known.content === text && isSameFile(known.path, path));
    return version?.moment ?? null;
  }
}

/** The file whose whole text, and nothing else, is the exchange's output. */
function fileShown({ shell }: Exchange): string | null {
  const commands = shell.map(({ words }) => programWords(words)).filter(([program]) => program !== "cd");
  const [only, ...others] = commands;
  const [program, path, ...more] = only ?? [];
  return program === "cat" && path !== undefined && more.length + others.length === 0 ? path : null;
}
