import { cut, pad, textOf } from "./cell.js";

const GAP = "  ";

/**
 * A table as text: a line of titles, a rule and a line for each row. Columns are { title, key, align, maxWidth }.
 * Without an alignment, a column of numbers goes to the right and any other to the left.
 */
export function formatTable(columns, rows) {
  const layouts = columns.map((column) => layoutOf(column, rows));
  const titles = joinCells(layouts, (layout) => layout.title);
  const rule = joinCells(layouts, (layout) => "-".repeat(layout.width));
  const lines = rows.map((row) => joinCells(layouts, (layout) => textOf(row[layout.key])));
  return [titles, rule, ...lines].map((line) => line.trimEnd()).join("\n");
}

/** The widths of the columns, as they are printed. */
export function columnWidths(columns, rows) {
  return columns.map((column) => layoutOf(column, rows).width);
}

function layoutOf({ title, key, align, maxWidth = Infinity }, rows) {
  const texts = [title, ...rows.map((row) => textOf(row[key]))];
  const longest = Math.max(...texts.map((text) => text.length));
  return {
    title,
    key,
    width: Math.min(longest, maxWidth),
    align: align ?? (isNumeric(key, rows) ? "right" : "left"),
  };
}

/** Whether a column has numbers and, missing values aside, nothing else. */
function isNumeric(key, rows) {
  const values = rows.map((row) => row[key]).filter((value) => textOf(value) !== "");
  return values.length > 0 && values.every((value) => typeof value === "number");
}

function joinCells(layouts, textFor) {
  return layouts
    .map((layout) => pad(cut(textFor(layout), layout.width), layout.width, layout.align))
    .join(GAP);
}
