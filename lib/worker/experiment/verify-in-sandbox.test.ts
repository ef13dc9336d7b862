// Harbor's verifier over the sandboxes of this machine; here, as adapters do not import each other.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chooseSandbox } from "@/lib/engine/sandboxes/choose-sandbox";
import { createUnsafeSandbox } from "@/lib/engine/sandboxes/unsafe";
import { createHarborVerifier } from "@/lib/engine/verifiers/harbor";

const choice = await chooseSandbox();
const sandboxes = [createUnsafeSandbox(), ...("missing" in choice ? [] : [choice.sandbox])];
const never = new AbortController().signal;
const limits = { memoryMb: 1024, processes: 60, diskMb: 64, outputBytes: 2_000 };
const builtIn = path.join(process.cwd(), "tasks", "ini-parse");

describe.each(sandboxes.map((sandbox) => [sandbox.id, sandbox] as const))("in %s", (_id, sandbox) => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "playoff-verifier-"));
    mkdirSync(path.join(folder, "empty"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const open = (source = path.join(folder, "empty"), setUp: string[] = []) =>
    sandbox.open({ source, setUp, workdir: "/workspace", env: {}, limits }, never);

  /** What tests say that consist of this script. */
  async function verifyBy(script: string, timeoutMs = 20_000) {
    const tests = mkdtempSync(path.join(folder, "tests-"));
    writeFileSync(path.join(tests, "test.sh"), script);
    chmodSync(path.join(tests, "test.sh"), 0o644); // run by name, as checkouts may lose the right to execute
    await using final = await open();
    return await createHarborVerifier({ folder: tests, timeoutMs }).verify(final, never); // before it is removed
  }

  test.each([
    ["echo 1 > $LOGS_DIR/reward.txt", { resolved: true, reward: 1, note: null }],
    ["echo 0.5 > $LOGS_DIR/reward.txt; exit 1", { resolved: false, reward: 0.5, exitCode: 1 }],
    [`echo '{"reward": 1, "partial": 0.2}' > $LOGS_DIR/reward.json`, { resolved: true, reward: 1 }],
    [`echo '{"score": 0}' > $LOGS_DIR/reward.json`, { resolved: false, note: 'reward named "score"' }],
    ["echo 1 > $LOGS_DIR/reward.txt; echo '{\"reward\": 0}' > $LOGS_DIR/reward.json", { resolved: false }],
    ["exit 0", { resolved: null, reward: null, note: "The hidden tests wrote no reward." }],
    ["echo passed > $LOGS_DIR/reward.txt", { resolved: null, note: "reward.txt holds no reward." }],
    [": > $LOGS_DIR/reward.txt", { resolved: null, note: "reward.txt holds no reward." }],
    ["ln -s /etc/passwd $LOGS_DIR/reward.txt", { resolved: null }],
  ])("%s", async (script, expected) => {
    expect(await verifyBy(script)).toMatchObject(expected);
  });

  test("a reward of tests that ran out of time does not count", async () => {
    const script = "echo 1 > $LOGS_DIR/reward.txt; sleep 30";
    expect(await verifyBy(script, 500)).toMatchObject({
      resolved: null,
      reward: null,
      exitCode: null,
      note: "The hidden tests were stopped (timed-out).",
    });
  });

  test("a long output is cut", async () => {
    const { output } = await verifyBy("seq 1 5000; echo 1 > $LOGS_DIR/reward.txt");
    expect(output.length).toBeLessThan(limits.outputBytes + 100);
    expect(output.endsWith("5000\n")).toBe(true);
  });

  test("judges the workspace as it is, in a copy: the environment sees neither tests nor their traces", async () => {
    const tests = path.join(builtIn, "tests");
    await using final = await open(path.join(builtIn, "environment"));
    const verifier = createHarborVerifier({ folder: tests, timeoutMs: 60_000 });
    expect(await verifier.verify(final, never)).toMatchObject({ resolved: false, reward: 0 });

    const look = "ls -a; ls /tests /logs; find . -name '*hidden*'";
    const { output } = await final.run(look, { timeoutMs: 20_000, signal: never });
    expect(output).not.toMatch(/hidden|test\.sh|reward/);

    await final.put(path.join(builtIn, "solution", "fix.patch"), "/tmp/fix.patch");
    const patch = `git apply ${final.locate("/tmp/fix.patch")}`;
    expect(await final.run(patch, { timeoutMs: 20_000, signal: never })).toMatchObject({ exitCode: 0 });
    expect(await verifier.verify(final, never)).toMatchObject({ resolved: true, reward: 1, note: null });
  });

  test("what an agent has planted at the places of tests and logs is not there", async ({ skip }) => {
    skip(!sandbox.isolated, "it would be planted on the host");
    const tests = mkdtempSync(path.join(folder, "tests-"));
    writeFileSync(path.join(tests, "test.sh"), "ls -A $TESTS_DIR $LOGS_DIR");
    await using final = await open();
    await final.run("mkdir -p /tests /logs/verifier && echo 1 > /logs/verifier/reward.txt", {
      timeoutMs: 20_000,
      signal: never,
    });
    const verifier = createHarborVerifier({ folder: tests, timeoutMs: 20_000 });
    expect(await verifier.verify(final, never)).toMatchObject({ resolved: null, reward: null });
  });
});
