// Splits prose into sentences, verbatim.

/** Texts beyond this are cut: a message that long is data. */
const MAX_TEXT = 40_000;
const MAX_SENTENCE = 400;

/**
 * Sentences and list items of a text, verbatim and in order; fenced code, headings and lead-ins
 * ("Changes:") are left out. Each is a piece of the
 * text that stands on one line, so that it can be found again.
 */
export function splitSentences(text: string): string[] {
  let fenced = false;
  return text
    .slice(0, MAX_TEXT)
    .split("\n")
    .flatMap((line) => {
      if (/^\s*(?:```|~~~)/.test(line)) {
        fenced = !fenced;
        return [];
      }
      return fenced || /^\s*#/.test(line) ? [] : lineSentences(line);
    });
}

function lineSentences(line: string): string[] {
  const text = line.replace(/^\s*(?:[-*+•]|\d+[.)]|>)\s+/, "");
  const sentences = text
    .split(/(?<=[.!?:]["')\]*`]{0,2})\s+(?=[A-Z0-9"'`*([✅✓✔])/)
    .map((part) => part.trim());
  return sentences.filter(
    (sentence, index) =>
      /\w/.test(sentence) && !isLeadIn(sentence, index, sentences) && sentence.length <= MAX_SENTENCE,
  );
}

/** "Changes:", or words before a list that follow on the next lines; a long one before an example says something itself. */
function isLeadIn(sentence: string, index: number, sentences: readonly string[]): boolean {
  return sentence.endsWith(":") && (index === sentences.length - 1 || !sentence.includes(" "));
}
