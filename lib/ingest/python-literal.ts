// Content parts that a harness turned into text by Python's str(): [{'type': 'input_text', 'text': 'Done\n'}]. Harbor
// writes the replies of Codex's code mode so. Source: Python's reference for string literals, as repr() uses them.

const OPENING = /^\[\{['"]type['"]: ['"]/;

/** The texts of the parts, joined; null when the text is no such list, or one with parts that are not text. */
export function pythonPartsText(text: string): string | null {
  if (!OPENING.test(text)) return null;
  const reader = new LiteralReader(text);
  const parts = reader.readList();
  if (parts === null || !reader.isAtEnd()) return null;
  const texts = parts.map((part) => part.get("text"));
  return texts.every((part) => part !== undefined) ? texts.join("") : null;
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};
const CODE_LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A list of flat dictionaries of strings: the one shape that occurs. Every method gives null for anything else. */
class LiteralReader {
  private at = 0;

  constructor(private readonly text: string) {}

  isAtEnd(): boolean {
    return this.text.slice(this.at).trim() === "";
  }

  readList(): ReadonlyMap<string, string>[] | null {
    const entries: ReadonlyMap<string, string>[] = [];
    if (!this.skip("[")) return null;
    do {
      const entry = this.readDictionary();
      if (entry === null) return null;
      entries.push(entry);
    } while (this.skip(", "));
    return this.skip("]") ? entries : null;
  }

  private readDictionary(): ReadonlyMap<string, string> | null {
    const entry = new Map<string, string>();
    if (!this.skip("{")) return null;
    do {
      const key = this.readString();
      const value = this.skip(": ") ? this.readString() : null;
      if (key === null || value === null) return null;
      entry.set(key, value);
    } while (this.skip(", "));
    return this.skip("}") ? entry : null;
  }

  private readString(): string | null {
    const quote = this.text[this.at];
    if (quote !== "'" && quote !== '"') return null;
    const pieces: string[] = [];
    let from = this.at + 1;
    for (let at = from; at < this.text.length; at += 1) {
      const char = this.text[at];
      if (char === quote) {
        this.at = at + 1;
        return pieces.join("") + this.text.slice(from, at);
      }
      if (char !== "\\") continue;
      const escape = this.readEscape(at + 1);
      if (escape === null) return null;
      pieces.push(this.text.slice(from, at), escape.value);
      from = escape.end;
      at = escape.end - 1;
    }
    return null;
  }

  private readEscape(at: number): { value: string; end: number } | null {
    const name = this.text[at] ?? "";
    const plain = ESCAPES[name];
    if (plain !== undefined) return { value: plain, end: at + 1 };
    const length = CODE_LENGTHS[name];
    if (length === undefined) return null;
    const end = at + 1 + length;
    const digits = this.text.slice(at + 1, end);
    const code = /^[\da-f]+$/i.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : NaN;
    return code <= 0x10ffff ? { value: String.fromCodePoint(code), end } : null;
  }

  private skip(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }
}
