import { isComment, splitSetting } from "./line.js";

/** Reads sections and settings: { section: { name: value } }. What comes before the first section is in "". */
export function parseIni(text) {
  const sections = {};
  let current = "";
  for (const raw of text.split("\n")) {
    const line = raw.trim();
    if (line === "" || isComment(line)) {
      continue;
    }
    if (line.startsWith("[") && line.endsWith("]")) {
      current = line.slice(1, -1).trim();
      sections[current] ??= {};
      continue;
    }
    const { name, value } = splitSetting(line);
    sections[current] ??= {};
    sections[current][name] = value;
  }
  return sections;
}

/** One setting, or undefined when the section or the setting is missing. */
export function readSetting(text, section, name) {
  return parseIni(text)[section]?.[name];
}
