import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesGlob } from "../src/glob.js";
import { selectPaths } from "../src/select.js";

const matched = (pattern, paths) => paths.filter((path) => matchesGlob(pattern, path));

test("a star stays within a part", () => {
  assert.deepEqual(matched("*/index.js", ["a/index.js", "index.js", "a/b/index.js"]), ["a/index.js"]);
});

test("a star may be empty", () => {
  assert.deepEqual(matched("a*.js", ["a.js", "ab.js", "b.js"]), ["a.js", "ab.js"]);
});

test("two stars stand for any number of folders", () => {
  const paths = ["src/x.js", "src/a/x.js", "src/a/b/x.js", "src/a/b/c/x.js"];
  assert.deepEqual(matched("src/**/x.js", paths), paths);
});

test("two stars stand for whole folders only", () => {
  assert.deepEqual(matched("src/**/x.js", ["src/ax.js", "src/a/bx.js", "srcx.js", "lib/src/x.js"]), []);
});

test("two stars at the start", () => {
  assert.deepEqual(matched("**/x.js", ["x.js", "a/x.js", "a/b/x.js", "ax.js", "a/bx.js"]), [
    "x.js",
    "a/x.js",
    "a/b/x.js",
  ]);
});

test("two stars at the end", () => {
  assert.deepEqual(matched("docs/**", ["docs/a", "docs/a/b", "docs", "docsa/b"]), ["docs/a", "docs/a/b"]);
});

test("two stars twice", () => {
  const paths = ["src/test/x.js", "a/src/test/x.js", "src/b/test/x.js", "a/src/b/test/c/x.js"];
  assert.deepEqual(matched("**/src/**/test/**", paths), paths);
  assert.deepEqual(matched("**/src/**/test/**", ["src/x.js", "asrc/test/x.js", "src/atest/x.js"]), []);
});

test("two stars inside alternatives", () => {
  const paths = ["a.js", "lib/a.js", "a.ts", "lib/b/a.ts"];
  assert.deepEqual(matched("{**/*.js,lib/**/*.ts}", paths), ["a.js", "lib/a.js", "lib/b/a.ts"]);
});

test("a dot is a dot", () => {
  assert.deepEqual(matched("**/*.js", ["main.js", "mainxjs", "a/mainxjs"]), ["main.js"]);
});

test("choices never cross a slash", () => {
  assert.deepEqual(matched("a[!b]c", ["axc", "abc", "a/c"]), ["axc"]);
});

test("a backslash takes the meaning away", () => {
  assert.deepEqual(matched("a\\*b", ["a*b", "axb"]), ["a*b"]);
});

test("any depth fits, a wrong name never does", () => {
  for (let depth = 0; depth < 12; depth += 1) {
    const folders = "d/".repeat(depth);
    assert.equal(matchesGlob("**/name.txt", `${folders}name.txt`), true);
    assert.equal(matchesGlob("**/name.txt", `${folders}a-name.txt`), false);
    assert.equal(matchesGlob("top/**/name.txt", `top/${folders}name.txt`), true);
    assert.equal(matchesGlob("top/**/name.txt", `top/${folders}a-name.txt`), false);
  }
});

test("the last pattern that fits decides", () => {
  const paths = ["a.js", "vendor/a.js", "lib/vendor/b.js", "vendor/keep.js"];
  assert.deepEqual(selectPaths(paths, ["**/*.js", "!**/vendor/**", "**/keep.js"]), [
    "a.js",
    "vendor/keep.js",
  ]);
});
