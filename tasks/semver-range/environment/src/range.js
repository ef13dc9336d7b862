import { compareVersions, parseVersion } from "./version.js";

// A range is one or several lists separated by "||"; a version must meet all conditions of one of the lists.

const TESTS = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "=": (order) => order === 0,
};

/** Whether the range admits the version. */
export function satisfies(version, range) {
  return range.split("||").some((list) => readConditions(list).every((condition) => meets(version, condition)));
}

/** The highest of the versions that the range admits, or null. */
export function maxSatisfying(versions, range) {
  let best = null;
  for (const version of versions) {
    if (satisfies(version, range) && (best === null || compareVersions(version, best) > 0)) {
      best = version;
    }
  }
  return best;
}

function meets(version, { operator, bound }) {
  return TESTS[operator](compareVersions(version, bound));
}

/** The conditions of a list such as ">=1.2.0 <2.0.0"; "*" sets none. */
function readConditions(list) {
  return list
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "*")
    .flatMap(readCondition);
}

function readCondition(word) {
  const [, operator, bound] = /^(\^|~|[<>]=?|=?)(.*)$/.exec(word);
  const version = parseVersion(bound);
  switch (operator) {
    case "^":
      return between(bound, caretEnd(version));
    case "~":
      return between(bound, `${version.major}.${version.minor + 1}.0`);
    default:
      return [{ operator: operator || "=", bound }];
  }
}

function between(start, end) {
  return [
    { operator: ">=", bound: start },
    { operator: "<", bound: end },
  ];
}

/** The first version that changes too much. */
function caretEnd({ major, minor, patch }) {
  if (major > 0) {
    return `${major + 1}.0.0`;
  }
  if (minor >= 0) {
    return `0.${minor + 1}.0`;
  }
  return `0.0.${patch + 1}`;
}
