// npm test: sets up what is missing, then runs every check there is and says in the last line how many passed.
import { mkdtempSync, existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBrowser } from "./lib/browser.mjs";
import { ensureBuild } from "./lib/build.mjs";
import { freePort } from "./lib/port.mjs";
import { root } from "./lib/root.mjs";
import { envFor } from "./lib/runtime.mjs";
import { excerpt, runScript, seconds } from "./lib/say.mjs";
import { setUp } from "./lib/setup.mjs";
import { countOfCheck, countOfPlaywright, countOfRunner, sum, totalLine } from "./lib/test-count.mjs";
import { runNode } from "./lib/tool.mjs";

const bin = (...path) => join(root, "node_modules", ...path);
const tools = {
  prettier: bin("prettier", "bin", "prettier.cjs"),
  eslint: bin("eslint", "bin", "eslint.js"),
  next: bin("next", "dist", "bin", "next"),
  tsc: bin("typescript", "bin", "tsc"),
  vitest: bin("vitest", "vitest.mjs"),
  playwright: bin("@playwright", "test", "cli.js"),
};

await runScript(async () => {
  const node = await setUp({ build: false, sandbox: true });
  const folder = mkdtempSync(join(tmpdir(), "playoff-test-"));
  try {
    return report(await runAll(node, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** @param {string} node @param {string} folder for reports and the end-to-end tests' data */
async function runAll(node, folder) {
  const env = { ...envFor(node), CI: process.env.CI ?? "true" };
  const unitCount = join(folder, "vitest.json");
  const color = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
  const unitEnv = { ...env, ...color, PLAYOFF_VITEST_COUNT: unitCount };
  const reporters = ["--reporter=default", `--reporter=${join(root, "scripts/lib/vitest-reporter.mjs")}`];
  const format = await part("format", () => check(node, env, [[tools.prettier, "--check", "."]]));
  const lint = await part("lint", () => check(node, env, [[tools.eslint, ".", "--max-warnings", "0"]]));
  const types = await part("types", () =>
    check(node, env, [
      [tools.next, "typegen"],
      [tools.tsc, "--noEmit"],
    ]),
  );
  const unit = await part("unit", async () => {
    const ok = await succeeds(node, unitEnv, [tools.vitest, "run", ...reporters]);
    return countOfRunner(ok, readReport(unitCount));
  });
  const build = await part("build", async () => {
    await ensureBuild(node);
    return countOfCheck(true);
  });
  const e2e = await part("e2e", () => endToEnd(node, env, folder, build.failed === 0));
  return [format, lint, types, unit, build, e2e];
}

/**
 * Announces a part, runs it and says how it went. A part that throws has failed; the others go on.
 * @param {string} name
 * @param {() => Promise<import("./lib/test-count.mjs").TestCount>} work
 */
async function part(name, work) {
  print(`\n── ${name}`);
  const start = performance.now();
  const count = await work().catch((error) => {
    print(
      [excerpt(error.output ?? ""), error.output === undefined ? error.stack : error.message]
        .join("\n")
        .trim(),
    );
    return countOfCheck(false);
  });
  print(`── ${name}: ${totalLine(count)} (${seconds(performance.now() - start)})`);
  return count;
}

/** Runs commands one after the other and shows the output of the first that fails. */
async function check(node, env, commands) {
  for (const args of commands) {
    const { code, output } = await runNode(node, args, { env });
    if (code === 0) continue;
    print(output.trimEnd());
    return countOfCheck(false);
  }
  return countOfCheck(true);
}

async function succeeds(node, env, args) {
  return (await runNode(node, args, { env, show: true })).code === 0;
}

/** Drives a browser against the real web server and worker on a data directory of their own. */
async function endToEnd(node, env, folder, built) {
  if (!built) throw Object.assign(new Error("Not run, as the pages could not be built."), { output: "" });
  const file = join(folder, "playwright.json");
  const ok = await succeeds(
    node,
    {
      ...env,
      PLAYOFF_CHROMIUM: await ensureBrowser(node),
      PLAYOFF_E2E_HOME: join(folder, "home"),
      PLAYOFF_E2E_PORT: String(await freePort()),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    },
    [tools.playwright, "test", "--reporter=list,json"],
  );
  const found = readReport(file);
  return countOfRunner(ok, found && countOfPlaywright(found));
}

/** @param {string} path @returns {any} null when the runner did not get so far as to write it */
function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

/** @param {import("./lib/test-count.mjs").TestCount[]} counts @returns {number} exit code */
function report(counts) {
  const total = sum(counts);
  print("");
  for (const { name, reason } of total.skipped) print(`skipped: ${name} (${reason})`);
  print(totalLine(total));
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`);
}
