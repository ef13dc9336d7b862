import { globToRegExp } from "./glob.js";

/** The paths that a list of patterns selects. The last pattern that fits decides; one with "!" before it excludes. */
export function selectPaths(paths, patterns) {
  const rules = patterns.map(readRule);
  return paths.filter((path) => {
    const rule = rules.findLast(({ expression }) => expression.test(path));
    return rule !== undefined && rule.included;
  });
}

function readRule(pattern) {
  const included = !pattern.startsWith("!");
  return { included, expression: globToRegExp(included ? pattern : pattern.slice(1)) };
}
