// How answers are written: JSON for programs, tables for people.
import type { CommandContext } from "@/lib/cli/command";

/** One JSON value and a line break. */
export function writeJson({ out }: Pick<CommandContext, "out">, value: unknown): void {
  out(`${JSON.stringify(value, null, 2)}\n`);
}

type Cell = string | number | null;

/** A table in columns, each row on one line; unknown is "-". Numbers are set to the right. */
export function formatTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? "-" : onOneLine(String(cell)))));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const isNumeric = header.map((_, column) => rows.some((row) => typeof row[column] === "number"));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => {
        const width = widths[column] ?? 0;
        return isNumeric[column] ? text.padStart(width) : text.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  return `${[header, ...cells].map(line).join("\n")}\n`;
}

/** "1 file", "2 files". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Dollars for a table, or null when unknown. */
export function formatCost(usd: number | null): string | null {
  return usd === null ? null : `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}

/** A text from elsewhere on one line: line breaks and control characters, which could drive a terminal, are shown as "?". */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "?");
}

/** Puts the cursor back to the beginning of a line of progress and clears it: the one sequence that commands use. */
export const CLEARED_LINE = "\r\u001b[K";

/** A text for a terminal: control characters that it holds from elsewhere are shown as "?", lines and tabs stay. */
export function withoutControls(text: string): string {
  return text
    .split(CLEARED_LINE)
    .map((part) => part.replaceAll(/[^\P{Cc}\n\t]/gu, "?"))
    .join(CLEARED_LINE);
}
