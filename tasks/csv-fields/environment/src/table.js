import { formatLine, parseLine } from "./csv.js";

/** Rows as objects, by the names in the first line. Missing fields are empty, blank lines are left out. */
export function parseTable(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (lines.length === 0) return [];
  const names = parseLine(lines[0]);
  return lines.slice(1).map((line) => {
    const fields = parseLine(line);
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? ""]));
  });
}

/** The text of a table: the names first, then each row in the order of the names. */
export function formatTable(names, rows) {
  const lines = rows.map((row) => formatLine(names.map((name) => row[name])));
  return [formatLine(names), ...lines].join("\n") + "\n";
}
