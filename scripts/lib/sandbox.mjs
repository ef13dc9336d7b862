// What agents' commands need of the machine: bubblewrap, which keeps them apart from it, and git. Without them
// everything else works; launching then says what is missing, and so does `playoff doctor`.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { say, SetupError, timed } from "./say.mjs";
import { runTool } from "./tool.mjs";

/** Programs and the packages that bring them, the same on all distributions. */
const needed = [
  { program: "bwrap", package: "bubblewrap" },
  { program: "git", package: "git" },
];

/** Also where PATH does not lead when a service starts us. */
const usual = ["/usr/bin", "/usr/local/bin", "/bin"];

/**
 * What is to be done about the sandbox on a machine.
 * @param {{ platform: string, isRoot: boolean, osRelease: string, folders: readonly string[] }} machine
 * @returns {{ kind: "nothing" } | { kind: "install", packages: string[] } | { kind: "say", sentence: string }}
 */
export function sandboxPlan({ platform, isRoot, osRelease, folders }) {
  if (platform !== "linux") return { kind: "nothing" }; // launching says what there is instead
  const packages = needed
    .filter(({ program }) => !folders.some((folder) => existsSync(join(folder, program))))
    .map((each) => each.package);
  if (packages.length === 0) return { kind: "nothing" };
  const isDebian = /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease);
  if (isRoot && isDebian) return { kind: "install", packages };
  const how = isDebian ? `run "sudo apt-get install ${packages.join(" ")}"` : "install it";
  return {
    kind: "say",
    sentence: `Experiments need ${packages.join(" and ")} to run agents apart from this machine: ${how}. All else works without.`,
  };
}

/** Installs what is missing where that may be done (root on Debian and Ubuntu), else says what to do. Never fails. */
export async function ensureSandbox() {
  const plan = sandboxPlan({
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    osRelease: existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "",
    folders: [...(process.env.PATH ?? "").split(delimiter), ...usual],
  });
  if (plan.kind === "say") say(plan.sentence);
  if (plan.kind === "install") await install(plan.packages);
}

/** @param {readonly string[]} packages */
async function install(packages) {
  const names = packages.join(" ");
  try {
    await timed(`Installing the sandbox (apt-get install ${names})`, async () => {
      if (await aptGet("install", "-y", "--no-install-recommends", ...packages)) return;
      await aptGet("update"); // the lists may be old, or not there yet
      if (await aptGet("install", "-y", "--no-install-recommends", ...packages)) return;
      throw new SetupError(`That did not work: run "apt-get update && apt-get install ${names}".`);
    });
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`${error.message} Until then no experiment can be started; all else works.`);
  }
}

/** @param {...string} args */
async function aptGet(...args) {
  const options = [
    "-o",
    "DPkg::Lock::Timeout=300",
    "-o",
    "Acquire::Retries=0",
    "-o",
    "Acquire::http::Timeout=20",
  ];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return (await runTool("apt-get", [...options, ...args], { env, timeoutMs: 180_000 })).code === 0;
}
