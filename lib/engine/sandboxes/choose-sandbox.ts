// Which sandbox this machine has: found out by trying it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SandboxError, type Sandbox } from "@/lib/engine/ports";
import { createBubblewrap, findBubblewrap } from "@/lib/engine/sandboxes/bubblewrap";
import { createUnsafeSandbox } from "@/lib/engine/sandboxes/unsafe";

const PROBE_MS = 10_000;
const WAY_ROUND = "or choose --unsafe, which runs commands with your own rights";

/** A sandbox that works here, or one sentence that says what to do. */
export type SandboxChoice = { sandbox: Sandbox } | { missing: string };

/** @param unsafe true when the person has chosen to run commands without isolation */
export async function chooseSandbox(unsafe = false): Promise<SandboxChoice> {
  if (unsafe) return { sandbox: createUnsafeSandbox() };
  if (process.platform !== "linux") {
    return { missing: `There is no sandbox for ${process.platform} yet: use Linux ${WAY_ROUND}.` };
  }
  const program = findBubblewrap();
  if (program === null) {
    const install =
      "sudo apt-get install bubblewrap (Debian, Ubuntu) or sudo dnf install bubblewrap (Fedora)";
    return { missing: `The sandbox bubblewrap is not installed: run ${install}, ${WAY_ROUND}.` };
  }
  const sandbox = createBubblewrap(program);
  const trouble = await probe(sandbox);
  return trouble === null ? { sandbox } : { missing: explainTrouble(trouble) };
}

/** Runs one command. @returns what went wrong, or null */
async function probe(sandbox: Sandbox): Promise<string | null> {
  const source = mkdtempSync(join(tmpdir(), "playoff-probe-"));
  const limits = { memoryMb: 512, processes: 20, diskMb: 10, outputBytes: 10_000 };
  const signal = AbortSignal.timeout(PROBE_MS);
  try {
    await using environment = await sandbox.open(
      { source, setUp: [], workdir: "/workspace", env: {}, limits },
      signal,
    );
    const { output } = await environment.run("node --print 6*7", { timeoutMs: PROBE_MS, signal });
    return output.trim() === "42" ? null : (output.trim().split("\n")[0] ?? "");
  } catch (error) {
    if (error instanceof SandboxError) return error.message;
    throw error;
  } finally {
    rmSync(source, { recursive: true, force: true });
  }
}

/** Namespaces that may not be made are the usual trouble. */
function explainTrouble(trouble: string): string {
  const isForbidden = /permission|not permitted|namespace|setting up uid map/i.test(trouble);
  const advice = isForbidden
    ? "allow unprivileged user namespaces (Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0; " +
      "in a container: start it with --security-opt seccomp=unconfined)"
    : "see whether `bwrap --ro-bind / / true` works";
  return `The sandbox bubblewrap does not work here (${trouble.replace(/\.$/, "")}): ${advice}, ${WAY_ROUND}.`;
}
