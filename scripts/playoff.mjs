// npm run -s playoff -- ARGS: the command line. Set-up messages go to stderr; stdout is the command's own.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { cliArgs, programEnv } from "./lib/commands.mjs";
import { whenNpmIsGone } from "./lib/parent.mjs";
import { runScript } from "./lib/say.mjs";
import { readSettings } from "./lib/settings.mjs";
import { setUp } from "./lib/setup.mjs";

/** Commands that carry out experiments. */
const launches = ["run", "resume", "worker"];

await runScript(async () => {
  const { userFolder, home } = readSettings("playoff");
  const node = await setUp({ build: false, sandbox: launches.includes(process.argv[2] ?? "") });
  const child = spawn(node, cliArgs(process.argv.slice(2)), {
    cwd: userFolder,
    env: programEnv(node, home),
    stdio: "inherit",
  });
  // Ctrl-C reaches the command by itself, being in our process group; we only wait for its end.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.kill("SIGTERM"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
});
