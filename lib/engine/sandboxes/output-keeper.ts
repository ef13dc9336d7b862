// What is kept of a command's output: its beginning and its end, whatever its length.

/** Output this many times the kept size ends the command: nobody reads it, and it may never stop. */
const FLOOD_FACTOR = 64;

export interface KeptOutput {
  text: string;
  omittedBytes: number;
}

export interface OutputKeeper {
  add(piece: Uint8Array): void;
  /** True when so much came that the command should be ended. */
  isFlood(): boolean;
  /** The output as UTF-8 (bad bytes replaced); what was left out is told where it was. */
  finish(): KeptOutput;
}

/** Keeps at most about `limit` bytes. */
export function createOutputKeeper(limit: number): OutputKeeper {
  const half = Math.floor(limit / 2);
  const head: Uint8Array[] = [];
  const tail: Uint8Array[] = [];
  let [headBytes, tailBytes, total] = [0, 0, 0];

  const addToTail = (piece: Uint8Array) => {
    tail.push(piece);
    tailBytes += piece.length;
    for (let first = tail[0]; first && tailBytes - first.length >= half; first = tail[0]) {
      tailBytes -= first.length;
      tail.shift();
    }
  };

  return {
    add(piece) {
      total += piece.length;
      const room = half - headBytes;
      if (room > 0) {
        head.push(piece.subarray(0, room));
        headBytes += Math.min(room, piece.length);
      }
      if (piece.length > room) addToTail(piece.subarray(Math.max(0, room)));
    },
    isFlood: () => total > limit * FLOOD_FACTOR,
    finish() {
      const start = Buffer.concat(head);
      const rest = Buffer.concat(tail);
      const end = rest.subarray(Math.max(0, rest.length - half));
      const omittedBytes = total - start.length - end.length;
      if (omittedBytes === 0) return { text: Buffer.concat([start, end]).toString("utf8"), omittedBytes };
      const gap = `\n[… ${omittedBytes} bytes left out …]\n`;
      return { text: `${start.toString("utf8")}${gap}${end.toString("utf8")}`, omittedBytes };
    },
  };
}
