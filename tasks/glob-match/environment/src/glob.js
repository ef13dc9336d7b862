/** Whether a path with "/" between its parts fits a pattern. */
export function matchesGlob(pattern, path) {
  return globToRegExp(pattern).test(path);
}

/**
 * The regular expression of a pattern: "*" is any run of signs within a part, "**" any number of parts, "?" one sign,
 * "[abc]" and "[!abc]" one sign of a choice, "{a,b}" alternatives. A backslash takes the meaning from a sign.
 */
export function globToRegExp(pattern) {
  let source = "";
  let depth = 0;
  let at = 0;
  while (at < pattern.length) {
    const sign = pattern[at];
    if (pattern.startsWith("**", at)) {
      source += ".*";
      at += 1;
    } else if (sign === "*") {
      source += "[^/]*";
    } else if (sign === "?") {
      source += "[^/]";
    } else if (sign === "[") {
      const end = pattern.indexOf("]", at + 2);
      source += choice(pattern.slice(at + 1, end));
      at = end;
    } else if (sign === "{") {
      source += "(?:";
      depth += 1;
    } else if (sign === "}" && depth > 0) {
      source += ")";
      depth -= 1;
    } else if (sign === "," && depth > 0) {
      source += "|";
    } else if (sign === "\\" && at + 1 < pattern.length) {
      at += 1;
      source += literal(pattern[at]);
    } else {
      source += literal(sign);
    }
    at += 1;
  }
  return new RegExp(`^${source}$`);
}

/** One sign of a choice, or with "!" one that is not of it; never a slash. */
function choice(signs) {
  const negated = signs.startsWith("!");
  const body = (negated ? signs.slice(1) : signs).replace(/[\\\]^]/g, "\\$&");
  return negated ? `[^/${body}]` : `[${body}]`;
}

function literal(sign) {
  return sign.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
}
