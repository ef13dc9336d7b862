import assert from "node:assert/strict";
import { test } from "node:test";
import { formatQuery, parseQuery, withParameters } from "../src/query.js";

test("parseQuery reads names and values", () => {
  assert.deepEqual(parseQuery("?page=2&sort=name"), { page: "2", sort: "name" });
});

test("parseQuery reads spaces", () => {
  assert.deepEqual(parseQuery("q=two+words&r=two%20words"), { q: "two words", r: "two words" });
});

test("parseQuery reads an encoded plus sign", () => {
  assert.deepEqual(parseQuery("q=c%2B%2B"), { q: "c++" });
});

test("parseQuery collects repeated names", () => {
  assert.deepEqual(parseQuery("tag=a&tag=b&tag=c"), { tag: ["a", "b", "c"] });
});

test("formatQuery writes numbers", () => {
  assert.equal(formatQuery({ page: 0, size: 20 }), "page=0&size=20");
});

test("formatQuery leaves out what is undefined", () => {
  assert.equal(formatQuery({ q: "a b", sort: undefined }), "q=a+b");
});

test("withParameters keeps the rest of the address", () => {
  assert.equal(withParameters("/list?page=1&q=x#top", { page: 2 }), "/list?page=2&q=x#top");
});
