// The hunks of a unified diff, each with its file.

export interface DiffHunk {
  path: string;
  /** From its "@@" line on, as it stands. */
  text: string;
}

/** The hunks in order; [] for a text that holds no diff. */
export function readDiffHunks(diff: string): DiffHunk[] {
  const hunks: { path: string; lines: string[] }[] = [];
  let path: string | null = null;
  let isInside = false;
  for (const line of diff.split("\n")) {
    const named = /^\+\+\+ (?:b\/)?(\S+)/.exec(line)?.[1];
    if (named !== undefined && !isInside) path = named;
    else if (line.startsWith("@@ ") && path !== null) {
      hunks.push({ path, lines: [line] });
      isInside = true;
    } else if (isInside && /^[ +\-\\]/.test(line)) hunks.at(-1)?.lines.push(line);
    else isInside = false;
  }
  return hunks.map(({ path: file, lines }) => ({ path: file, text: lines.join("\n") }));
}
