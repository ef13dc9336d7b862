import { wrapParagraph } from "./wrap.js";

/** Fills a line to the width by spreading spaces between its words; the left gaps get more. */
export function justify(line, width) {
  const words = line.split(" ");
  const gaps = words.length - 1;
  const missing = width - line.length;
  if (gaps === 0 || missing <= 0) {
    return line;
  }
  const each = Math.floor(missing / gaps);
  const rest = missing % gaps;
  return words.map((word, index) => (index === gaps ? word : word + " ".repeat(1 + each + (index < rest ? 1 : 0)))).join("");
}

/** A list of options with their explanations, as help texts print it. */
export function definitionList(entries, width) {
  const column = Math.max(...entries.map(([term]) => term.length)) + 2;
  return entries
    .flatMap(([term, meaning]) =>
      wrapParagraph(meaning, width - column).map((line, index) => (index === 0 ? term : "").padEnd(column) + line),
    )
    .join("\n");
}

/** A bullet and its text, set in under the text. */
export function bullet(text, width) {
  return wrapParagraph(`- ${text}`, width, { hang: 2 }).join("\n");
}
