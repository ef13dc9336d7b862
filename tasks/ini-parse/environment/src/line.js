/** Whether a trimmed line is a comment. */
export function isComment(line) {
  return line.startsWith("#") && line.startsWith(";");
}

/** Name and value of a line; a line without an equals sign is a name that is switched on. */
export function splitSetting(line) {
  const at = line.lastIndexOf("=");
  if (at < 0) {
    return { name: line, value: "true" };
  }
  const name = line.slice(0, at).trim();
  const value = line.slice(at + 1).trim();
  return { name, value };
}
