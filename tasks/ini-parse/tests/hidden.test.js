import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIni, readSetting } from "../src/ini.js";

test("settings in sections are read", () => {
  assert.deepEqual(parseIni("[web]\nport = 80\n\n[mail]\nport=25\n"), {
    web: { port: "80" },
    mail: { port: "25" },
  });
});

test("both kinds of comment are ignored", () => {
  assert.deepEqual(parseIni("# a = 1\n; b = 2\n  ; c = 3\nd = 4"), { "": { d: "4" } });
});

test("a comment sign inside a value is kept", () => {
  assert.deepEqual(parseIni("colour = #fff\nlist = a;b"), { "": { colour: "#fff", list: "a;b" } });
});

test("a comment sign at the end of a value is kept", () => {
  assert.deepEqual(parseIni("end = a;\nkey = c#"), { "": { end: "a;", key: "c#" } });
});

test("only the first equals sign separates", () => {
  assert.equal(readSetting("url = http://localhost/?a=1&b=2", "", "url"), "http://localhost/?a=1&b=2");
});

test("spaces around names do not count", () => {
  assert.deepEqual(parseIni("[ web ]\n  port  =  80  "), { web: { port: "80" } });
});

test("a bare name is switched on", () => {
  assert.deepEqual(parseIni("verbose\n[a]\nquiet"), { "": { verbose: "true" }, a: { quiet: "true" } });
});

test("an empty section is kept", () => {
  assert.deepEqual(parseIni("[empty]"), { empty: {} });
});
