import assert from "node:assert/strict";
import { test } from "node:test";
import { maxSatisfying, satisfies } from "../src/range.js";
import { compareVersions, parseVersion, sortVersions } from "../src/version.js";

const ascending = [
  "0.9.9",
  "1.0.0--1",
  "1.0.0-Beta",
  "1.0.0-alpha",
  "1.0.0-alpha.1",
  "1.0.0-alpha.beta",
  "1.0.0-beta",
  "1.0.0-beta.2",
  "1.0.0-beta.11",
  "1.0.0-beta.11.0",
  "1.0.0-beta.x10",
  "1.0.0-beta.x9",
  "1.0.0-rc.1",
  "1.0.0",
  "1.0.1-0",
  "1.0.1",
];

test("all pairs of a sorted list", () => {
  for (const [first, left] of ascending.entries()) {
    for (const [second, right] of ascending.entries()) {
      assert.equal(compareVersions(left, right), Math.sign(first - second), `${left} ${right}`);
    }
  }
});

test("numbered prereleases are in the order of their numbers", () => {
  for (let first = 0; first <= 30; first += 1) {
    for (let second = 0; second <= 30; second += 1) {
      assert.equal(compareVersions(`1.0.0-rc.${first}`, `1.0.0-rc.${second}`), Math.sign(first - second));
    }
  }
});

test("numbers come before texts, whatever the text begins with", () => {
  for (const text of ["a", "Z", "-", "-5", "1a", "0x"]) {
    assert.equal(compareVersions("1.0.0-999", `1.0.0-${text}`), -1);
    assert.equal(compareVersions(`1.0.0-a.${text}`, "1.0.0-a.999"), 1);
  }
});

test("texts are compared by their characters", () => {
  assert.equal(compareVersions("1.0.0-x10", "1.0.0-x9"), -1);
  assert.equal(compareVersions("1.0.0-Zeta", "1.0.0-alpha"), -1);
  assert.equal(compareVersions("1.0.0-alpha", "1.0.0-alpha"), 0);
});

test("more parts come later", () => {
  assert.equal(compareVersions("1.0.0-1.2.3", "1.0.0-1.2"), 1);
  assert.equal(compareVersions("1.0.0-1.2", "1.0.0-1.10.1"), -1);
});

test("sorting", () => {
  assert.deepEqual(sortVersions([...ascending].reverse()), ascending);
  assert.deepEqual(sortVersions(["2.0.0-rc.10", "2.0.0-rc.9", "2.0.0-rc.1"]), ["2.0.0-rc.1", "2.0.0-rc.9", "2.0.0-rc.10"]);
});

test("builds do not matter", () => {
  assert.equal(compareVersions("1.0.0-rc.1+5", "1.0.0-rc.1+40"), 0);
});

test("caret ranges end where the leftmost part that is not zero changes", () => {
  const ends = [
    ["1.2.3", "1.99.99", "2.0.0"],
    ["1.0.0", "1.0.1", "2.0.0"],
    ["0.2.3", "0.2.99", "0.3.0"],
    ["0.1.0", "0.1.1", "0.2.0"],
    ["0.0.3", "0.0.3", "0.0.4"],
    ["0.0.0", "0.0.0", "0.0.1"],
  ];
  for (const [start, last, end] of ends) {
    assert.equal(satisfies(start, `^${start}`), true, start);
    assert.equal(satisfies(last, `^${start}`), true, last);
    assert.equal(satisfies(end, `^${start}`), false, end);
  }
});

test("a caret range has a start", () => {
  assert.equal(satisfies("0.0.2", "^0.0.3"), false);
  assert.equal(satisfies("1.2.2", "^1.2.3"), false);
  assert.equal(satisfies("1.0.0-beta.2", "^1.0.0-beta.10"), false);
  assert.equal(satisfies("1.0.0-beta.11", "^1.0.0-beta.10"), true);
});

test("other ranges", () => {
  assert.equal(satisfies("0.0.9", "~0.0.3"), true);
  assert.equal(satisfies("0.1.0", "~0.0.3"), false);
  assert.equal(satisfies("0.0.0", "*"), true);
  assert.equal(satisfies("1.2.3", "1.2.3"), true);
  assert.equal(satisfies("1.2.4", "<=1.2.3 || =1.2.4"), true);
});

test("the highest version of a range", () => {
  assert.equal(maxSatisfying(["0.0.3", "0.0.9", "0.1.0"], "^0.0.3"), "0.0.3");
  assert.equal(maxSatisfying(["1.0.0-rc.9", "1.0.0-rc.10", "1.0.0-rc.2"], ">=1.0.0-rc.1"), "1.0.0-rc.10");
  assert.equal(maxSatisfying([], "*"), null);
});

test("what is no version is an error", () => {
  for (const text of ["", "1", "1.2.3.4", "v1.2.3", "1.2.3-"]) {
    assert.throws(() => parseVersion(text), SyntaxError);
  }
});
