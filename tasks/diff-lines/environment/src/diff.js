import { commonLengths } from "./lcs.js";

const SIGNS = { same: " ", removed: "-", added: "+" };

/** The lines of a text; the empty text has none. */
export function linesOf(text) {
  return text === "" ? [] : text.split("\n");
}

/** What became of each line, as { kind, line }, with as few changes as possible; kinds are same, removed, added. */
export function diffLines(before, after) {
  const [old, young] = [linesOf(before), linesOf(after)];
  const lengths = commonLengths(old, young);
  const changes = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < young.length) {
    if (old[i] === young[j]) {
      changes.push({ kind: "same", line: old[i] });
      i += 1;
      j += 1;
    } else if (lengths[i + 1][j] <= lengths[i][j + 1]) {
      changes.push({ kind: "removed", line: old[i] });
      i += 1;
    } else {
      changes.push({ kind: "added", line: young[j] });
      j += 1;
    }
  }
  for (; i < old.length; i += 1) {
    changes.push({ kind: "removed", line: old[i] });
  }
  for (; j < young.length; j += 1) {
    changes.push({ kind: "added", line: young[j] });
  }
  return changes;
}

/** The difference as text: each line behind "-", "+" or a space. */
export function formatDiff(before, after) {
  return diffLines(before, after)
    .map(({ kind, line }) => `${SIGNS[kind]} ${line}`)
    .join("\n");
}

/** How many lines were added and removed. */
export function countChanges(before, after) {
  const counts = { added: 0, removed: 0 };
  for (const { kind } of diffLines(before, after)) {
    if (kind !== "same") {
      counts[kind] += 1;
    }
  }
  return counts;
}
