import assert from "node:assert/strict";
import { test } from "node:test";
import { parseIni, readSetting } from "../src/ini.js";
import { isComment, splitSetting } from "../src/line.js";

test("parseIni reads settings in sections", () => {
  assert.deepEqual(parseIni("[web]\nport = 80\nhost=localhost\n"), { web: { port: "80", host: "localhost" } });
});

test("isComment tells comments from settings", () => {
  assert.equal(isComment("# the port"), true);
  assert.equal(isComment("port = 80"), false);
});

test("parseIni switches on a bare name", () => {
  assert.deepEqual(parseIni("verbose"), { "": { verbose: "true" } });
});

test("splitSetting keeps equals signs in a value", () => {
  assert.deepEqual(splitSetting("url = /find?q=1"), { name: "url", value: "/find?q=1" });
});

test("readSetting gives undefined for what is missing", () => {
  assert.equal(readSetting("[web]\nport = 80", "mail", "port"), undefined);
});
