import assert from "node:assert/strict";
import { test } from "node:test";
import { maxSatisfying, satisfies } from "../src/range.js";
import { compareVersions, parseVersion, sortVersions } from "../src/version.js";

test("numbers are compared as numbers", () => {
  assert.equal(compareVersions("1.2.10", "1.2.9"), 1);
  assert.equal(compareVersions("1.9.0", "1.10.0"), -1);
  assert.equal(compareVersions("2.0.0", "2.0.0+build"), 0);
});

test("prereleases come before the release", () => {
  assert.deepEqual(sortVersions(["1.0.0", "1.0.0-alpha", "0.9.0", "1.0.0-beta"]), [
    "0.9.0",
    "1.0.0-alpha",
    "1.0.0-beta",
    "1.0.0",
  ]);
});

test("numbered prereleases", () => {
  assert.equal(compareVersions("1.0.0-beta.9", "1.0.0-beta.10"), -1);
  assert.equal(compareVersions("1.0.0-2", "1.0.0-11"), -1);
  assert.equal(compareVersions("1.0.0-beta", "1.0.0-beta.1"), -1);
});

test("ranges with bounds", () => {
  assert.equal(satisfies("1.5.0", ">=1.2.0 <2.0.0"), true);
  assert.equal(satisfies("2.0.0", ">=1.2.0 <2.0.0"), false);
  assert.equal(satisfies("3.1.0", "^1.2.0 || >=3.0.0"), true);
  assert.equal(satisfies("1.2.9", "~1.2.3"), true);
});

test("caret ranges", () => {
  assert.equal(satisfies("1.9.0", "^1.2.3"), true);
  assert.equal(satisfies("0.2.9", "^0.2.3"), true);
  assert.equal(satisfies("0.3.0", "^0.2.3"), false);
});

test("caret ranges of the smallest versions", () => {
  assert.equal(satisfies("0.0.3", "^0.0.3"), true);
  assert.equal(satisfies("0.0.4", "^0.0.3"), false);
});

test("the highest version of a range", () => {
  assert.equal(maxSatisfying(["1.2.0", "1.10.0", "1.9.0", "2.0.0"], "^1.2.0"), "1.10.0");
  assert.equal(maxSatisfying(["1.2.0"], "^2.0.0"), null);
});

test("what is no version is an error", () => {
  assert.throws(() => parseVersion("1.2"), SyntaxError);
});
