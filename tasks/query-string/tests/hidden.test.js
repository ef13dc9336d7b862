import assert from "node:assert/strict";
import { test } from "node:test";
import { formatQuery, parseQuery, withParameters } from "../src/query.js";

test("an empty query has no names", () => {
  assert.deepEqual(parseQuery(""), {});
  assert.deepEqual(parseQuery("?"), {});
  assert.deepEqual(parseQuery("&&a=1&"), { a: "1" });
});

test("every plus sign is a space", () => {
  assert.deepEqual(parseQuery("q=a+b+c+d"), { q: "a b c d" });
});

test("an encoded plus sign stays one", () => {
  assert.deepEqual(parseQuery("sum=1+%2B+1"), { sum: "1 + 1" });
  assert.deepEqual(parseQuery("a%2Bb=1"), { "a+b": "1" });
});

test("only the first equals sign separates", () => {
  assert.deepEqual(parseQuery("filter=a=b"), { filter: "a=b" });
});

test("a name alone has an empty value", () => {
  assert.deepEqual(parseQuery("debug&x="), { debug: "", x: "" });
});

test("zero is written", () => {
  assert.equal(formatQuery({ page: 0 }), "page=0");
});

test("false is written", () => {
  assert.equal(formatQuery({ open: false, done: true }), "open=false&done=true");
});

test("an empty text is written", () => {
  assert.equal(formatQuery({ q: "", page: 1 }), "q=&page=1");
});

test("undefined and null are left out", () => {
  assert.equal(formatQuery({ a: undefined, b: null, c: 1 }), "c=1");
  assert.equal(formatQuery({ a: [1, undefined, 0, null, ""] }), "a=1&a=0&a=");
});

test("writing and reading are inverse", () => {
  for (const value of ["", "0", "a b", "1 + 1", "100%", "a&b=c", "grün", "#?/", "+", "%2B"]) {
    assert.deepEqual(parseQuery(formatQuery({ [`n${value}`]: value })), { [`n${value}`]: value });
  }
});

test("every sign of a text survives", () => {
  for (let code = 32; code < 127; code += 1) {
    const text = `x${String.fromCharCode(code)}y`;
    assert.deepEqual(parseQuery(`q=${encodeURIComponent(text)}`), { q: text });
  }
});

test("parameters of an address are set and taken away", () => {
  assert.equal(withParameters("/list?q=c%2B%2B", { page: 0 }), "/list?q=c%2B%2B&page=0");
  assert.equal(withParameters("/list?page=3#end", { page: undefined }), "/list#end");
  assert.equal(withParameters("/list?q=&page=3", { page: 4 }), "/list?q=&page=4");
});
