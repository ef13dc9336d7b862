// The script by which the agent tries many changes in one command: each patch on copies of the files it names, in one
// Node process. A process for each would take thirty times the time. It is written into the environment and run there
// in plain sight; what it finds is checked by a real run of the tests before anything is kept.

/**
 * Reads patches from standard input, each headed by a line "patch N", and runs the test files named as arguments on
 * each of them, in a worker thread of its own module graph. Prints one line for the project as it is and one for each
 * patch. A patch that uses up a second of processor time "does not end". It stands in for node:test in that process:
 * tests, suites, hooks and subtests, one after the other.
 */
export const TRIALS_SCRIPT = String.raw`import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import * as real from "node:test";
import assert from "node:assert/strict";

const CPU_MS = 150;
const FIRST_CPU_MS = 5000;
const WALL_MS = 10000;

function readPatches(text) {
  const patches = [{ number: 0, files: [] }];
  let file;
  for (const line of text.split("\n")) {
    const head = /^patch (\d+)$/.exec(line);
    if (head) patches.push({ number: Number(head[1]), files: [] });
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

async function tryAll(patches, tests) {
  let base;
  let most = FIRST_CPU_MS;
  for (let next = 0; next < patches.length; ) {
    await new Promise((done) => {
      const worker = new Worker(fileURLToPath(import.meta.url), {
        workerData: { patches: patches.slice(next), tests },
        stdout: true,
        stderr: true,
      });
      let since = null;
      const rest = () => (since = { cpu: process.cpuUsage(), wall: Date.now() });
      const tell = (result) => {
        if (result.ready) return rest();
        say(patches[next].number, result, base);
        if (base === undefined) {
          base = result;
          most = Math.max(CPU_MS, 5 * (result.cpu ?? 0));
        }
        next += 1;
        rest();
      };
      const watch = setInterval(() => {
        // A worker that starts costs more than a trial.
        if (since === null) return;
        const { user, system } = process.cpuUsage(since.cpu);
        if (user + system > most * 1000 || Date.now() - since.wall > WALL_MS) void worker.terminate();
      }, 25);
      worker.on("message", tell);
      worker.on("error", (error) => tell({ end: "breaks off: " + String(error.message).split("\n")[0] }));
      worker.on("exit", () => {
        clearInterval(watch);
        if (next < patches.length && !worker.failed) tell({ end: "does not end" });
        done();
      });
      worker.on("error", () => (worker.failed = true));
    });
    if (base.end) return;
  }
}

function say(number, result, base) {
  const name = number === 0 ? "as it is" : "patch " + number;
  if (result.end) return console.log(name + ": " + result.end);
  const failed = Object.keys(result.failed);
  const parts = [name + ": " + result.passed.length + " passed, " + failed.length + " failed"];
  const tell = (what, names) => names.length > 0 && parts.push(what + " " + JSON.stringify(names));
  if (base === undefined) tell("failing", failed);
  else {
    tell("passes now", Object.keys(base.failed).filter((test) => result.passed.includes(test)));
    tell("fails now", [...base.passed, ...Object.keys(base.failed)].filter((test) => !result.passed.includes(test) && !(test in base.failed)));
    tell("fails otherwise", failed.filter((test) => test in base.failed && base.failed[test] !== result.failed[test]));
  }
  console.log(parts.join("; "));
}

async function work() {
  const { patches, tests } = workerData;
  const root = pathToFileURL(process.cwd()).href + "/";
  let sources;
  let loaded;
  registerHooks({
    resolve(specifier, context, next) {
      const run = /\?run=\d+$/.exec(context.parentURL ?? "")?.[0];
      if (run !== undefined && (specifier === "node:test" || specifier === "test")) {
        return { url: "run:test" + run, format: "module", shortCircuit: true };
      }
      const found = next(specifier, context);
      const isOwn = run !== undefined && found.url.startsWith("file:") && !found.url.includes("/node_modules/");
      return isOwn ? { ...found, url: found.url + run } : found;
    },
    load(url, context, next) {
      if (url.startsWith("run:test")) return { format: "module", source: STAND_IN, shortCircuit: true };
      const [place] = url.split("?run=");
      const path = place.startsWith(root) ? decodeURIComponent(place.slice(root.length)) : null;
      if (!sources.has(path)) return next(url, context);
      loaded.add(path);
      return { format: "module", source: sources.get(path), shortCircuit: true };
    },
  });
  parentPort.postMessage({ ready: true });
  for (const { number, files } of patches) {
    sources = new Map(files.map(({ path, hunks }) => [path, patched(path, hunks)]));
    loaded = new Set();
    if ([...sources.values()].includes(null)) parentPort.postMessage({ end: "does not fit" });
    else parentPort.postMessage(await tryOne(number, tests, () => [...sources.keys()].every((path) => loaded.has(path))));
  }
}

async function tryOne(number, tests, isLoaded) {
  globalThis.trial = createTrial();
  try {
    for (const test of tests) await import(pathToFileURL(resolve(test)).href + "?run=" + number);
  } catch (error) {
    return { end: "does not load: " + String(error.message).split("\n")[0] };
  }
  const before = process.cpuUsage();
  const result = await globalThis.trial.run();
  const { user, system } = process.cpuUsage(before);
  result.cpu = (user + system) / 1000;
  return isLoaded() ? result : { end: "is not used by the tests" };
}

function createTrial() {
  const passed = new Set();
  const failed = {};
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
    return error === null;
  };
  const placeOf = (error) => /\.(?:test|spec)\.[^)\n]*|check\.mjs[^)\n]*/.exec(String(error?.stack ?? ""))?.[0].replace(/\?run=\d+/, "") ?? "";
  const chain = (node, kind) => (node === null ? [] : kind === "beforeEach" ? [...chain(node.above, kind), ...node.hooks[kind]] : [...node.hooks[kind], ...chain(node.above, kind)]);
  const attempt = async (work) => {
    try {
      await work();
      return null;
    } catch (error) {
      return error ?? new Error("an empty error");
    }
  };
  async function runTest({ name, options, fn }, above) {
    if (options.skip || options.todo) return note(name, null);
    const cleanups = [];
    let inner = null;
    const context = {
      name,
      mock: real.mock,
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
    real.mock.reset();
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
    mock: real.mock,
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
      return { passed: [...passed], failed };
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
  "export const { mock, assert } = own;",
  "export default Object.assign(test, { test, it, describe, suite, before, after, beforeEach, afterEach, mock });",
].join("\n");

if (isMainThread) await tryAll(readPatches(readFileSync(0, "utf8")), process.argv.slice(2));
else await work();
`;
