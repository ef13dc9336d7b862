// What a fresh clone lacks, in the order in which each thing needs the one before. Built-in modules only;
// Node 20.20 is enough to run it.
import { ensureBuild } from "./build.mjs";
import { ensureDependencies } from "./dependencies.mjs";
import { ensureRuntime } from "./runtime.mjs";
import { ensureSandbox } from "./sandbox.mjs";

/**
 * Sees to a recent Node, the packages and, when asked, the built pages and the sandbox. Says what it does on stderr,
 * and nothing when nothing is missing.
 * @param {{ build: boolean, sandbox: boolean }} wanted
 * @returns {Promise<string>} path of the Node binary that everything else must run on
 * @throws {import("./say.mjs").SetupError}
 */
export async function setUp({ build, sandbox }) {
  const node = await ensureRuntime();
  await ensureDependencies(node);
  if (sandbox) await ensureSandbox();
  if (build) await ensureBuild(node);
  return node;
}
