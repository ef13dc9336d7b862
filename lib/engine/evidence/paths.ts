// Small rules about file paths as they stand in commands.

/** True for a word that can be one file: no option, pattern, variable or device. */
export function isFilePath(word: string): boolean {
  return (
    word !== "" &&
    word.length <= 400 &&
    !/^[-+]|[*?$`<>|;(){}\n"']|^\/dev\/|^\d+$|^\.{1,2}\/?$|\/$/.test(word)
  );
}

/** A path without a leading "./". */
export function tidyPath(path: string): string {
  return path.trim().replace(/^(?:\.\/)+/, "");
}

/** True when two spellings can be the same file: equal, or one is the end of the other at a folder border. */
export function isSameFile(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.at(-1) !== other.at(-1)) return false;
  const a = tidyPath(one);
  const b = tidyPath(other);
  if (a === b) return true;
  return a.length > b.length ? a.endsWith(`/${b}`) : b.endsWith(`/${a}`);
}

/** True for a place where an agent keeps scripts and outputs of its own: nothing there is meant for the patch. */
export function isTemporary(path: string): boolean {
  return /^\/(?:var\/)?tmp\//.test(path);
}

/** True for files that hold tests, by the usual names (heuristic). */
export function isTestFile(path: string): boolean {
  return /(?:^|\/)(?:tests?|specs?|__tests__|testing)\/|(?:^|\/)test_[^/]*$|_test\.\w+$|[.-](?:test|spec)\.\w+$|(?:^|\/)tests?\.py$|Tests?\.(?:java|kt|cs|php|swift)$/.test(
    path,
  );
}
