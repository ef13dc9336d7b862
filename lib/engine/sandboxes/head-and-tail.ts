// What is kept of a command's output: all of it, or its beginning and its end.

export interface KeptOutput {
  text: string;
  omittedBytes: number;
}

export interface HeadAndTail {
  add(chunk: Buffer): void;
  /** All bytes seen, kept or not. */
  readonly seen: number;
  /** The text; what was left out is said where it was. Bytes that are no UTF-8 are replaced. */
  end(): KeptOutput;
}

/** Keeps at most `limit` bytes: half of them from the beginning, half from the end. */
export function headAndTail(limit: number): HeadAndTail {
  const headLimit = Math.ceil(limit / 2);
  const tailLimit = limit - headLimit;
  const head: Buffer[] = [];
  let headBytes = 0;
  let tail: Buffer[] = [];
  let tailBytes = 0;
  let seen = 0;

  function addToTail(chunk: Buffer): void {
    tail.push(chunk);
    tailBytes += chunk.length;
    if (tailBytes <= 2 * limit + 65_536) return;
    tail = [Buffer.from(lastBytes(Buffer.concat(tail), tailLimit))];
    tailBytes = tailLimit;
  }

  return {
    get seen() {
      return seen;
    },
    add(chunk) {
      seen += chunk.length;
      const forHead = chunk.subarray(0, headLimit - headBytes);
      if (forHead.length > 0) head.push(forHead);
      headBytes += forHead.length;
      if (forHead.length < chunk.length) addToTail(chunk.subarray(forHead.length));
    },
    end() {
      const rest = Buffer.concat(tail);
      const kept = lastBytes(rest, tailLimit);
      const omittedBytes = seen - headBytes - kept.length;
      if (omittedBytes === 0) return { text: decode([...head, rest]), omittedBytes };
      const note = `\n[... ${String(omittedBytes)} bytes left out ...]\n`;
      return { text: decode(head) + note + decode([kept]), omittedBytes };
    },
  };
}

function lastBytes(bytes: Buffer, limit: number): Buffer {
  return bytes.subarray(Math.max(0, bytes.length - limit));
}

function decode(chunks: Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}
