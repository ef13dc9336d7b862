import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesGlob } from "../src/glob.js";
import { selectPaths } from "../src/select.js";

test("a star stays within a part", () => {
  assert.equal(matchesGlob("src/*.js", "src/main.js"), true);
  assert.equal(matchesGlob("src/*.js", "src/lib/main.js"), false);
});

test("two stars cross folders", () => {
  assert.equal(matchesGlob("src/**/main.js", "src/lib/deep/main.js"), true);
});

test("two stars may stand for no folder at all", () => {
  assert.equal(matchesGlob("src/**/main.js", "src/main.js"), true);
});

test("everything below a folder", () => {
  assert.equal(matchesGlob("docs/**", "docs/a/b.md"), true);
  assert.equal(matchesGlob("docs/**", "doc/a.md"), false);
});

test("alternatives and choices", () => {
  assert.equal(matchesGlob("*.{js,ts}", "main.ts"), true);
  assert.equal(matchesGlob("[!a]?.txt", "bc.txt"), true);
});

test("test files are selected in any folder", () => {
  const paths = ["a.test.js", "lib/b.test.js", "lib/b.js"];
  assert.deepEqual(selectPaths(paths, ["**/*.test.js"]), ["a.test.js", "lib/b.test.js"]);
});
