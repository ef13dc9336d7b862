import { scanField, skipLineBreak } from "./scan-field.js";

/** The records of a text, each a list of its fields. */
export function parseCsv(text, separator = ",") {
  const records = [];
  let record = [];
  let position = 0;
  while (position < text.length) {
    const field = scanField(text, position, separator);
    record.push(field.value);
    if (text[field.end] === separator) {
      position = field.end + 1;
      if (position === text.length) {
        record.push("");
      }
    } else {
      position = skipLineBreak(text, field.end);
      records.push(record);
      record = [];
    }
  }
  if (record.length > 0) {
    records.push(record);
  }
  return records;
}

/** One object a record; the first record gives the names. */
export function readTable(text, separator = ",") {
  const [names = [], ...rows] = parseCsv(text, separator);
  return rows.map((row) => Object.fromEntries(names.map((name, column) => [name, row[column] ?? ""])));
}

/** The text of some records, one a line. */
export function formatCsv(records, separator = ",") {
  return records.map((record) => `${record.map((value) => formatField(value, separator)).join(separator)}\n`).join("");
}

function formatField(value, separator) {
  const special = [separator, '"', "\n", "\r"];
  if (!special.some((character) => value.includes(character))) {
    return value;
  }
  return `"${value.replaceAll('"', '""')}"`;
}
