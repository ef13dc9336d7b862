// A Harbor task's tests: brought to a copy of the final workspace when the agent has left, and run there.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment, Verification, Verifier } from "@/lib/engine/ports";

const TESTS = "/tests";
const LOGS = "/logs";

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
      const logs = `${copy.locate(LOGS)}/verifier`;
      const tests = copy.locate(TESTS);
      const { output, exitCode, ended, durationMs } = await copy.run(
        `mkdir -p "${logs}" && exec $(command -v bash || command -v sh) "${tests}/test.sh"`,
        { timeoutMs, signal, env: { TESTS_DIR: tests, LOGS_DIR: logs } },
      );
      const facts = { output, exitCode, durationMs };
      if (ended !== "exited") return { ...facts, ...unknown(`The hidden tests were stopped (${ended}).`) };
      return { ...facts, ...(await readReward(copy)) };
    },
  };
}

async function putEmptyFolder(environment: Environment, path: string): Promise<void> {
  const empty = mkdtempSync(join(tmpdir(), "playoff-logs-"));
  await environment.put(empty, path);
  rmSync(empty, { recursive: true });
}

type Result = Pick<Verification, "resolved" | "reward" | "note">;

/** Harbor's two ways to tell a reward: reward.txt with a number, reward.json with numbers by name. */
async function readReward(environment: Environment): Promise<Result> {
  const text = await readText(environment, `${LOGS}/verifier/reward.txt`);
  if (text !== null) return judge(Number(text.trim() === "" ? Number.NaN : text.trim()), "reward.txt");
  const json = await readText(environment, `${LOGS}/verifier/reward.json`);
  if (json !== null) return judge(rewardIn(json), "reward.json");
  return unknown("The hidden tests wrote no reward.");
}

async function readText(environment: Environment, path: string): Promise<string | null> {
  const bytes = await environment.readFile(path);
  return bytes === null ? null : Buffer.from(bytes).toString("utf8");
}

function rewardIn(json: string): number {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "number") return value;
    if (typeof value === "object" && value !== null && "reward" in value) return Number(value.reward);
    return Number.NaN;
  } catch (error) {
    if (error instanceof SyntaxError) return Number.NaN;
    throw error;
  }
}

function judge(reward: number, file: string): Result {
  if (!Number.isFinite(reward)) return unknown(`${file} holds no number.`);
  return { resolved: reward >= 1, reward, note: null };
}

function unknown(note: string): Result {
  return { resolved: null, reward: null, note };
}
