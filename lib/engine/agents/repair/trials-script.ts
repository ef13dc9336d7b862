// The script by which the agent tries many changes in one command: each patch on copies of the files it names, in one
// Node process. Starting a process for each would be most of the work. It is written into the environment and run there
// in plain sight; what it finds is checked by a real run of the tests before anything is kept.

/**
 * Reads patches from standard input, each headed by a line "patch N", and runs the test files named as arguments on
 * each of them, in a module graph of its own. Prints one line for the project as it is (patch 0) and one for each
 * patch, at once: when the process is ended from outside, the patch without a line is the one that ended it. Lines
 * "guards FILE 12; 30{ 40}" tell where calls of a counter go (see `listGuards`); a patch that takes more turns than
 * `LEAST_TURNS` and fifty times what the project takes "does not end". It stands in for node:test in that process:
 * tests, suites, hooks and subtests, one after the other.
 */
export const TRIALS_SCRIPT = String.raw`import { readFileSync, writeSync } from "node:fs";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const LEAST_TURNS = 20_000;
const MOST_TURNS = 10_000_000;
const WAIT_MS = 5000;

const say = (line) => writeSync(1, line + "\n");
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (...args) => {
    args.findLast((arg) => typeof arg === "function")?.();
    return true;
  };
}

function readPatches(text) {
  const patches = [];
  let file;
  for (const line of text.split("\n")) {
    const head = /^patch (\d+)$/.exec(line);
    const [, guarded, places] = /^guards (\S+) (.*)$/.exec(line) ?? [];
    if (head) patches.push({ number: Number(head[1]), files: [], guards: new Map() });
    else if (guarded !== undefined) patches.at(-1).guards.set(guarded, places);
    else if (line.startsWith("+++ b/")) patches.at(-1).files.push((file = { path: line.slice(6), hunks: [] }));
    else if (line.startsWith("@@ ")) file.hunks.push({ start: Number(/^@@ -(\d+)/.exec(line)[1]), lines: [] });
    else if (/^[ +-]/.test(line) && !line.startsWith("--- ")) file.hunks.at(-1).lines.push(line);
  }
  return patches;
}

function patched(path, hunks) {
  const lines = readFileSync(path, "utf8").split("\n");
  for (const { start, lines: told } of hunks.toReversed()) {
    const before = told.filter((line) => line[0] !== "+").map((line) => line.slice(1));
    const after = told.filter((line) => line[0] !== "-").map((line) => line.slice(1));
    const at = before.length === 0 ? start : start - 1;
    if (before.some((line, index) => lines[at + index] !== line)) return null;
    lines.splice(at, before.length, ...after);
  }
  return lines.join("\n");
}

function guarded(source, places = "") {
  const call = "globalThis.countTurn();";
  const text = { ";": call, "{": "{" + call, "}": "}" };
  let result = "";
  let done = 0;
  for (const [, offset, mark] of places.matchAll(/(\d+)([;{}])/g)) {
    result += source.slice(done, Number(offset)) + text[mark];
    done = Number(offset);
  }
  return result + source.slice(done);
}

/** The files of the project as it is, guarded: what a patch leaves alone is the same in every trial. */
function untouchedSources({ guards }) {
  return new Map([...guards].map(([path, places]) => [path, guarded(readFileSync(path, "utf8"), places)]));
}

/** The files that are replaced in a trial; null when the patch does not fit. */
function sourcesOf({ files, guards }, untouched) {
  const texts = files.map(({ path, hunks }) => [path, patched(path, hunks)]);
  if (texts.some(([, text]) => text === null)) return null;
  return new Map([...untouched, ...texts.map(([path, text]) => [path, guarded(text, guards.get(path))])]);
}

let sources = new Map();
let loaded = new Set();
const root = pathToFileURL(process.cwd()).href + "/";
// Where things lie, and what is in files that no patch names, is the same in every trial.
const known = new Map();
const once = (key, find) => known.get(key) ?? known.set(key, { ...find(), shortCircuit: true }).get(key);
registerHooks({
  resolve(specifier, context, next) {
    const [parent, run] = (context.parentURL ?? "").split("?run=");
    if (run === undefined) return next(specifier, context);
    if (specifier === "node:test" || specifier === "test") {
      return { url: "run:test?run=" + run, format: "module", shortCircuit: true };
    }
    const found = once(parent + " " + specifier, () => next(specifier, context));
    const isOwn = found.url.startsWith("file:") && !found.url.includes("/node_modules/");
    return isOwn ? { ...found, url: found.url + "?run=" + run } : found;
  },
  load(url, context, next) {
    if (url.startsWith("run:test")) return { format: "module", source: STAND_IN, shortCircuit: true };
    const [place, run] = url.split("?run=");
    if (run === undefined) return next(url, context);
    const path = place.startsWith(root) ? decodeURIComponent(place.slice(root.length)) : null;
    if (!sources.has(path)) return once(place, () => next(url, context));
    loaded.add(path);
    return { format: "module", source: sources.get(path), shortCircuit: true };
  },
});

let turns = 0;
let mostTurns = MOST_TURNS;
let isEndless = false;
globalThis.countTurn = () => {
  if (++turns <= mostTurns) return;
  isEndless = true;
  throw new Error("does not end");
};

let breakOff = () => {};
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => breakOff("breaks off: " + String(error?.message ?? error).split("\n")[0]));
}

async function tryOne({ number, files }, tests, base) {
  globalThis.trial = createTrial(base);
  turns = 0;
  isEndless = false;
  let timer;
  const broken = new Promise((done) => {
    breakOff = (end) => done({ end });
    timer = setTimeout(() => done({ end: "does not end" }), WAIT_MS);
  });
  const run = async () => {
    let result;
    try {
      for (const test of tests) await import(pathToFileURL(resolve(test)).href + "?run=" + number);
      result = await globalThis.trial.run();
    } catch (error) {
      result = { end: "does not load: " + String(error.message).split("\n")[0] };
    }
    if (isEndless) return { end: "does not end" };
    return result.end || files.every(({ path }) => loaded.has(path)) ? result : { end: "is not used by the tests" };
  };
  const result = await Promise.race([run(), broken]);
  clearTimeout(timer);
  return result;
}

function report(number, result, base) {
  const name = number === 0 ? "as it is" : "patch " + number;
  if (result.end) return say(name + ": " + result.end);
  const failed = Object.keys(result.failed);
  if (result.broken !== null) return say(name + ": stopped at a break; fails now " + JSON.stringify([result.broken]));
  const parts = [name + ": " + result.passed.length + " passed, " + failed.length + " failed"];
  const tell = (what, names) => names.length > 0 && parts.push(what + " " + JSON.stringify(names));
  if (base === undefined) tell("failing", failed);
  else {
    tell("passes now", Object.keys(base.failed).filter((test) => result.passed.includes(test)));
    tell("fails now", [...base.passed, ...Object.keys(base.failed)].filter((test) => !result.passed.includes(test) && !(test in base.failed)));
    tell("fails otherwise", failed.filter((test) => test in base.failed && base.failed[test] !== result.failed[test]));
  }
  say(parts.join("; "));
}

// Most tests need none of what node:test has, which takes its time to load.
const nodeTest = () => process.getBuiltinModule("node:test");

function createTrial(base) {
  const passed = new Set();
  const failed = {};
  let usesMocks = false;
  // Nobody asks what else a change breaks.
  let broken = null;
  const takeMocks = () => {
    usesMocks = true;
    return nodeTest().mock;
  };
  const root = { name: "", children: [], hooks: { before: [], after: [], beforeEach: [], afterEach: [] }, above: null };
  let suite = root;
  const parse = (args) => {
    const fn = args.find((arg) => typeof arg === "function") ?? (() => {});
    const name = typeof args[0] === "string" ? args[0] : fn.name;
    const options = args.find((arg) => typeof arg === "object" && arg !== null) ?? {};
    return { name, options, fn };
  };
  const note = (name, error) => {
    if (error === null) passed.add(name);
    else failed[name] = String(error?.message ?? error) + "\n" + placeOf(error);
    if (error !== null && base !== undefined && !(name in base.failed)) broken ??= name;
    return error === null;
  };
  const placeOf = (error) => /\.(?:test|spec)\.[^)\n]*|check\.mjs[^)\n]*/.exec(String(error?.stack ?? ""))?.[0].replace(/\?run=\d+/, "") ?? "";
  const chain = (node, kind) => (node === null ? [] : kind === "beforeEach" ? [...chain(node.above, kind), ...node.hooks[kind]] : [...node.hooks[kind], ...chain(node.above, kind)]);
  async function attempt(work) {
    try {
      await work();
      return null;
    } catch (error) {
      return error ?? new Error("an empty error");
    }
  }
  async function runTest({ name, options, fn }, above) {
    if (options.skip || options.todo) return note(name, null);
    if (isEndless || broken !== null) return false;
    const cleanups = [];
    let inner = null;
    const context = {
      name,
      get mock() {
        return takeMocks();
      },
      assert,
      signal: new AbortController().signal,
      diagnostic() {},
      plan() {},
      skip() {},
      todo() {},
      before: (work) => work(),
      after: (work) => cleanups.push(work),
      beforeEach() {},
      afterEach() {},
      async test(...args) {
        if (!(await runTest(parse(args), above))) inner = new Error("a subtest failed");
      },
    };
    const error = await attempt(async () => {
      for (const hook of chain(above, "beforeEach")) await hook(context);
      if (fn.length > 1) await new Promise((done, reject) => fn.call(context, context, (bad) => (bad ? reject(bad) : done())));
      else await fn.call(context, context);
    });
    const left = await attempt(async () => {
      for (const cleanup of cleanups) await cleanup();
      for (const hook of chain(above, "afterEach")) await hook(context);
    });
    if (usesMocks) nodeTest().mock.reset();
    return note(name, error ?? left ?? inner);
  }
  async function runSuite(node) {
    let isGood = true;
    const error = await attempt(async () => {
      for (const hook of node.hooks.before) await hook();
      for (const child of node.children) isGood = (await (child.children ? runSuite(child) : runTest(child, node))) && isGood;
      for (const hook of node.hooks.after) await hook();
    });
    const failure = error ?? (isGood ? null : new Error("a test failed"));
    return node === root ? failure === null : note(node.name, failure);
  }
  return {
    get mock() {
      return takeMocks();
    },
    assert,
    test: (...args) => void suite.children.push(parse(args)),
    describe(...args) {
      const { name, options, fn } = parse(args);
      const node = { name, children: [], hooks: { before: [], after: [], beforeEach: [], afterEach: [] }, above: suite };
      if (options.skip || options.todo) return void suite.children.push({ name, options, fn });
      suite.children.push(node);
      const outer = suite;
      suite = node;
      fn();
      suite = outer;
    },
    hook: (kind, work) => void suite.hooks[kind].push(work),
    async run() {
      await runSuite(root);
      for (const name of Object.keys(failed)) passed.delete(name);
      return { passed: [...passed], failed, broken };
    },
  };
}

const STAND_IN = [
  "const own = globalThis.trial;",
  "const withKinds = (call) => Object.assign((...args) => call(...args), {",
  "  only: (...args) => call(...args),",
  "  skip: (name) => call(name, { skip: true }),",
  "  todo: (name) => call(name, { todo: true }),",
  "});",
  "export const test = withKinds(own.test);",
  "export const it = test;",
  "export const describe = withKinds(own.describe);",
  "export const suite = describe;",
  'export const before = (work) => own.hook("before", work);',
  'export const after = (work) => own.hook("after", work);',
  'export const beforeEach = (work) => own.hook("beforeEach", work);',
  'export const afterEach = (work) => own.hook("afterEach", work);',
  "export const { assert } = own;",
  "export const mock = new Proxy({}, { get: (_, name) => { const { mock } = own; return typeof mock[name] === 'function' ? mock[name].bind(mock) : mock[name]; } });",
  "export default Object.assign(test, { test, it, describe, suite, before, after, beforeEach, afterEach, mock });",
].join("\n");

const patches = readPatches(readFileSync(0, "utf8"));
const untouched = untouchedSources(patches[0]);
let base;
for (const patch of patches) {
  sources = sourcesOf(patch, untouched);
  loaded = new Set();
  const result = sources === null ? { end: "does not fit" } : await tryOne(patch, process.argv.slice(2), base);
  report(patch.number, result, base);
  if (base !== undefined) continue;
  base = result;
  mostTurns = Math.max(LEAST_TURNS, 50 * turns);
  if (base.end) break;
}
process.exit(0);
`;
