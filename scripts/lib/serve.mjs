// `npm start` and `npm run dev`: the web server and the worker side by side, until Ctrl-C or a failure.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cliArgs, programEnv, webAddress, webArgs, workerArgs } from "./commands.mjs";
import { portProblem } from "./port.mjs";
import { startProgram } from "./program.mjs";
import { SetupError, say } from "./say.mjs";
import { readSettings } from "./settings.mjs";
import { setUp } from "./setup.mjs";
import { stopRequest } from "./stop-request.mjs";
import { runNode } from "./tool.mjs";
import { keepWorker } from "./worker.mjs";

const readyWithinMs = 60_000;

/**
 * Sets up what is missing, runs web server and worker and imports the given paths.
 * @param {"start" | "dev"} mode
 * @param {readonly string[]} args paths of files or folders as typed, and --watch
 * @returns {Promise<number>} exit code: 0 after Ctrl-C or SIGTERM, 1 when the web server ended by itself
 * @throws {SetupError} for a wrong path (exit code 2), a taken port, a failed set-up
 */
export async function serve(mode, args) {
  const settings = readSettings(mode);
  const { paths, watch } = readArguments(settings.userFolder, args);
  await requirePort(settings);
  const node = await setUp({ build: mode === "start", sandbox: true });
  const env = {
    ...programEnv(node, settings.home),
    PLAYOFF_HOST: settings.host,
    NODE_ENV: mode === "start" ? "production" : "development",
    // Without its own handler the web server ends at once; with it, it would wait for open event streams.
    NEXT_MANUAL_SIG_HANDLE: "1",
  };
  await migrate(node, env);
  await requirePort(settings);
  return runBoth(mode, { node, env, settings, paths, watch });
}

const pattern = /[*?[{]/;

/** @param {string} folder @param {readonly string[]} args */
function readArguments(folder, args) {
  const watch = args.includes("--watch");
  const given = args.filter((arg) => arg !== "--watch");
  const flag = given.find((arg) => arg.startsWith("-"));
  if (flag)
    throw new SetupError(`There is no option ${flag}; give paths of logs to import, or nothing.`, "", 2);
  if (watch && given.length === 0)
    throw new SetupError("--watch needs the path of what is to be watched.", "", 2);
  const paths = given.map((arg) => resolve(folder, arg));
  const missing = paths.find((path) => !existsSync(path) && !pattern.test(path));
  if (missing) throw new SetupError(`There is no file or folder ${missing}; correct the path.`, "", 2);
  return { paths, watch };
}

/** @param {import("./settings.mjs").Settings} settings */
async function requirePort({ port, home }) {
  const problem = await portProblem(port, home);
  if (problem) throw new SetupError(problem);
}

/** @param {string} node @param {NodeJS.ProcessEnv} env */
async function migrate(node, env) {
  const { code, output } = await runNode(node, cliArgs(["migrate"]), { env });
  if (code !== 0) throw new SetupError(`The database in ${env.PLAYOFF_HOME} could not be prepared.`, output);
}

/**
 * @typedef {{ node: string, env: NodeJS.ProcessEnv, settings: import("./settings.mjs").Settings, paths: string[], watch: boolean }} Plan
 * @param {"start" | "dev"} mode
 * @param {Plan} plan
 */
async function runBoth(mode, { node, env, settings, paths, watch }) {
  const loud = settings.verbose || mode === "dev";
  const show = (name) => (line, isError) => (loud || isError) && line !== "" && say(`${name}: ${line}`);
  const web = startProgram(node, webArgs(mode, settings), { env, show: show("web") });
  const worker = keepWorker(() => startProgram(node, workerArgs(mode), { env, show: show("worker") }));
  const programs = [
    { ...web, graceMs: 3_000 },
    { ...worker, graceMs: 10_000 },
  ];
  const stop = stopRequest(() => programs.forEach((program) => program.kill()));
  try {
    const ending = Promise.race([stop.requested, web.ended.then((how) => webEnded(how, web, loud))]);
    void openWhenReady(settings, ending)
      .then(
        (ready) => ready && paths.length > 0 && importPaths({ node, env, settings, paths, watch }, programs),
      )
      .catch(stop.fail);
    return await ending;
  } finally {
    await Promise.all(programs.map((program) => program.stop(program.graceMs)));
    stop.release();
  }
}

/** @param {string} how @param {import("./program.mjs").Program} web @param {boolean} shown its lines were shown as they came */
function webEnded(how, web, shown) {
  throw new SetupError(`The web server ended (${how}); Playoff has stopped.`, shown ? "" : web.lastLines());
}

/**
 * Says that Playoff is ready as soon as the web server answers.
 * @param {import("./settings.mjs").Settings} settings
 * @param {Promise<unknown>} ending settles when there is nothing left to wait for
 * @returns {Promise<boolean>} false when it came to an end before
 */
async function openWhenReady(settings, ending) {
  let over = false;
  const finish = () => (over = true);
  ending.then(finish, finish);
  const giveUpAt = Date.now() + readyWithinMs;
  while (!over) {
    const problem = await healthProblem(settings);
    if (problem === null) break;
    if (Date.now() > giveUpAt) throw new SetupError(`The web server did not get ready: ${problem}.`);
    await sleep(50);
  }
  if (!over) process.stdout.write(`Playoff is ready on ${webAddress(settings)}\n`);
  return !over;
}

/** @param {import("./settings.mjs").Settings} settings @returns {Promise<string | null>} null when the web server is well */
async function healthProblem(settings) {
  const headers = settings.token === null ? {} : { authorization: `Bearer ${settings.token}` };
  try {
    const response = await fetch(`${webAddress(settings)}/api/health`, {
      headers,
      signal: AbortSignal.timeout(30_000),
    });
    await response.arrayBuffer();
    return response.ok ? null : `/api/health answers ${response.status}`;
  } catch (error) {
    return `/api/health does not answer (${error.cause?.code ?? error.message})`;
  }
}

/**
/**
 * Hands the paths to the worker, by the command line, and says where to watch.
 * @param {Plan} plan
 * @param {(import("./program.mjs").Program & { graceMs: number })[]} programs what is stopped in the end
 */
async function importPaths({ node, env, settings, paths, watch }, programs) {
  // The command prints the import's id and nothing else on stdout.
  const show = (line, isError) =>
    say(isError ? line : `Importing ${paths.join(", ")}: ${webAddress(settings)}/imports/${line}`);
  const given = watch ? ["--watch", ...paths] : paths;
  const importer = startProgram(node, cliArgs(["enqueue-import", ...given]), { env, show });
  programs.push({ ...importer, graceMs: 1_000 });
  const how = await importer.ended;
  if (how !== "exit code 0") say(`The import could not be started (${how}); Playoff runs on without it.`);
}
