/**
 * The changed places of a difference, each with up to `context` lines around it that stayed the same. Places whose
 * context would touch or overlap are one hunk. A hunk is { start, changes }; start counts the changes before it.
 */
export function hunksOf(changes, context = 3) {
  const hunks = [];
  changes.forEach(({ kind }, index) => {
    if (kind === "same") {
      return;
    }
    const start = Math.max(0, index - context);
    const end = Math.min(changes.length, index + context + 1);
    const last = hunks.at(-1);
    if (last !== undefined && start <= last.end) {
      last.end = end;
    } else {
      hunks.push({ start, end });
    }
  });
  return hunks.map(({ start, end }) => ({ start, changes: changes.slice(start, end) }));
}

/** Undoes (side "before") or keeps (side "after") all changes: the text that was, or the text that came of it. */
export function textOf(changes, side) {
  const dropped = side === "before" ? "added" : "removed";
  return changes
    .filter(({ kind }) => kind !== dropped)
    .map(({ line }) => line)
    .join("\n");
}
