// Comma-separated values as in RFC 4180: fields may be quoted, a quote inside a quoted field is doubled.

const NEEDS_QUOTES = /[",\n\r]/;

/** The fields of one line. */
export function parseLine(line) {
  const fields = [];
  let field = "";
  let quoted = false;
  let position = 0;
  while (position < line.length) {
    const character = line[position];
    if (quoted) {
      if (character === '"' && line[position + 1] === '"') {
        field += '"';
      } else if (character === '"') {
        quoted = false;
      } else {
        field += character;
      }
    } else if (character === '"' && field === "") {
      quoted = true;
    } else if (character === ",") {
      fields.push(field);
      field = "";
    } else {
      field += character;
    }
    position += 1;
  }
  if (field) fields.push(field);
  return fields;
}

/** One line from fields; only what needs quotes is quoted. */
export function formatLine(fields) {
  return fields.map(formatField).join(",");
}

function formatField(value) {
  const text = value === null || value === undefined ? "" : String(value);
  if (!NEEDS_QUOTES.test(text)) return text;
  return '"' + text.replaceAll('"', '""') + '"';
}
