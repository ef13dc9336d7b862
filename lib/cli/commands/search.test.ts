import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { runPlayoff } from "@/lib/cli/testing/run-playoff";
import { writeSmallLogs } from "@/lib/worker/testing/small-logs";

const folder = mkdtempSync(path.join(tmpdir(), "playoff-cli-search-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function playoff(...args: string[]) {
  return runPlayoff({ home: path.join(folder, "home"), userFolder: folder }, args);
}

beforeAll(async () => {
  writeSmallLogs(path.join(folder, "logs"), 6, 2);
  expect((await playoff("ingest", path.join(folder, "logs"))).code).toBe(0);
});

const answerSchema = z.object({
  steps: z.object({ value: z.number(), exact: z.boolean() }),
  rollouts: z.object({ value: z.number(), exact: z.boolean() }),
  notIndexed: z.number(),
  groups: z.array(
    z.object({ task: z.object({ title: z.string() }), hits: z.array(z.object({ step: z.number() })) }),
  ),
});

test("an ingest leaves nothing to be indexed, and its steps are found", async () => {
  const run = await playoff("search", "Step 2 of", "--json");
  expect(run).toMatchObject({ code: 0, err: "" });
  const answer = answerSchema.parse(run.json());
  expect(answer).toMatchObject({
    steps: { value: 6, exact: true },
    rollouts: { value: 6, exact: true },
    notIndexed: 0,
  });
});

test("filters narrow it down, and the hit is marked", async () => {
  const run = await playoff(
    "search",
    "step \\d of",
    "--regex",
    "--task",
    "demo__calc-1",
    "--kind",
    "thought",
  );
  expect(run.out).toMatch(/^Found in \d+ steps of 3 rollouts, in /);
  expect(run.out).toContain("[Step 0 of]");
  expect(run.out).not.toContain("demo__calc-0");
});

test("what cannot be carried out is told in a sentence", async () => {
  expect(await playoff("search", "x", "--kind", "sound")).toMatchObject({ code: 2 });
  expect(await playoff("search")).toMatchObject({ code: 2 });
  const run = await playoff("search", "(a", "--regex");
  expect(run.code).toBe(1);
  expect(run.err).toMatch(/cannot be read: Unterminated group\. Mend it/);
});
