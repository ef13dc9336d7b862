const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Reads "1.2.3-beta.1+build"; the build does not matter. */
export function parseVersion(text) {
  const match = VERSION.exec(text);
  if (match === null) {
    throw new SyntaxError(`"${text}" is not a version`);
  }
  const [major, minor, patch] = match.slice(1, 4).map(Number);
  return { major, minor, patch, prerelease: match[4] === undefined ? [] : match[4].split(".") };
}

/** -1, 0 or 1, as the first version is lower than the second, equal or higher. */
export function compareVersions(first, second) {
  const left = parseVersion(first);
  const right = parseVersion(second);
  return (
    Math.sign(left.major - right.major) ||
    Math.sign(left.minor - right.minor) ||
    Math.sign(left.patch - right.patch) ||
    comparePrereleases(left.prerelease, right.prerelease)
  );
}

/** Versions from the lowest to the highest. */
export function sortVersions(versions) {
  return [...versions].sort(compareVersions);
}

function comparePrereleases(left, right) {
  if (left.length === 0 || right.length === 0) {
    return Math.sign(right.length - left.length);
  }
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const order = compareParts(left[index], right[index]);
    if (order !== 0) {
      return order;
    }
  }
  return Math.sign(left.length - right.length);
}

function compareParts(left, right) {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
