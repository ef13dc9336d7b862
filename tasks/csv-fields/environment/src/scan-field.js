const QUOTE = '"';

/**
 * Reads the field that begins at `start`.
 * Gives its value, and the position of the separator or line break behind it (or the end of the text).
 */
export function scanField(text, start, separator) {
  return text[start] === QUOTE ? scanQuoted(text, start) : scanPlain(text, start, separator);
}

function scanQuoted(text, start) {
  let value = "";
  let position = start + 1;
  while (position < text.length) {
    const character = text[position];
    if (character !== QUOTE) {
      value += character;
      position += 1;
    } else if (text[position + 1] === QUOTE) {
      value += QUOTE;
      position += 1;
    } else {
      return { value, end: position + 1 };
    }
  }
  throw new SyntaxError(`The quote at position ${start} is never closed`);
}

function scanPlain(text, start, separator) {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== "\n") {
    end += 1;
  }
  return { value: text.slice(start, end), end };
}

/** The position behind the line break at `position`. */
export function skipLineBreak(text, position) {
  return position + (text.startsWith("\r\n", position) ? 2 : 1);
}
