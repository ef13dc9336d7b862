/** The words of a text: what stands between spaces and line breaks. */
export function wordsOf(text) {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** The lines of one paragraph. `hang`: how far all but the first are set in. */
export function wrapParagraph(text, width, { hang = 0 } = {}) {
  const lines = [];
  let line = [];
  for (const word of wordsOf(text)) {
    const room = lines.length > 0 ? width : width - hang;
    if (line.length > 0 && lengthOf([...line, word]) > room) {
      lines.push(line);
      line = [];
    }
    line.push(word);
  }
  if (line.length > 0) {
    lines.push(line);
  }
  return lines.map((words, index) => indentOf(index, hang) + words.join(" "));
}

/** A text of several paragraphs, which empty lines separate. */
export function wrapText(text, width, options) {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => wrapParagraph(paragraph, width, options).join("\n"))
    .join("\n\n");
}

/** Characters that the words take with one space between them. */
function lengthOf(words) {
  const spaces = words.length - 1;
  return words.reduce((length, word) => length + word.length, spaces);
}

function indentOf(index, hang) {
  return index === 0 ? "" : " ".repeat(hang);
}
