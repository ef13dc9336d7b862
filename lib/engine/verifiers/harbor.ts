// A Harbor task's tests: brought to a copy of the final workspace when the agent has left, and run there.
import { rmdir } from "node:fs/promises";
import path from "node:path";
import type { CommandResult, Environment, Verification, Verifier } from "@/lib/engine/ports";
import { rewardFileVerdict } from "@/lib/ingest/harbor/verdicts";
import { makeLogFile } from "@/lib/ingest/log-file";
import { makeTempFolder } from "@/lib/utils/temp-folder";

const TESTS = "/tests";
const LOGS = "/logs/verifier";

export interface HarborTests {
  /** Absolute host folder that holds test.sh. */
  folder: string;
  timeoutMs: number;
}

/** The verifier of a task's hidden tests. The environment that the agent used never sees them. */
export function createHarborVerifier({ folder, timeoutMs }: HarborTests): Verifier {
  return {
    async verify(final, signal): Promise<Verification> {
      await using copy = await final.fork();
      await copy.put(folder, TESTS);
      await putEmptyFolder(copy, LOGS);
      const result = await copy.run('exec "$(command -v bash || command -v sh)" "$TESTS_DIR/test.sh"', {
        timeoutMs,
        signal,
        env: { TESTS_DIR: copy.locate(TESTS), LOGS_DIR: copy.locate(LOGS) },
      });
      const { output, exitCode, durationMs } = result;
      return { output, exitCode, durationMs, ...(await readReward(copy, result)) };
    },
  };
}

async function putEmptyFolder(environment: Environment, place: string): Promise<void> {
  const empty = await makeTempFolder("logs");
  try {
    await environment.put(empty, place);
  } finally {
    await rmdir(empty);
  }
}

type Outcome = Pick<Verification, "resolved" | "reward" | "note">;

/** reward.json first, as newer Harbor does. Tests that were stopped may have left a reward that is not their last word. */
async function readReward(environment: Environment, { ended }: CommandResult): Promise<Outcome> {
  if (ended !== "exited") return unknown(`The hidden tests were stopped (${ended}).`);
  for (const name of ["reward.json", "reward.txt"]) {
    const bytes = await environment.readFile(path.posix.join(LOGS, name));
    if (bytes === null) continue;
    const verdict = rewardFileVerdict(makeLogFile(name, bytes));
    if (verdict === null) return unknown(`${name} holds no reward.`);
    return { resolved: verdict.resolved, reward: verdict.reward, note: verdict.note };
  }
  return unknown("The hidden tests wrote no reward.");
}

function unknown(note: string): Outcome {
  return { resolved: null, reward: null, note };
}
