import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { runPlayoff } from "@/lib/cli/testing/run-playoff";
import { dumpHome } from "@/lib/worker/testing/dump";
import { writeSmallLogs } from "@/lib/worker/testing/small-logs";

const root = path.resolve(import.meta.dirname, "../..");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "playoff-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What the next command finds on standard input. */
let piped: Uint8Array[] = [];

function playoff(...args: string[]) {
  return runPlayoff({ home: path.join(folder, "home"), userFolder: folder }, args, piped);
}

const reportSchema = z.object({
  files: z.number(),
  rollouts: z.array(z.looseObject({ id: z.string(), file: z.string(), resolved: z.boolean().nullable() })),
  skipped: z.array(z.object({ file: z.string(), reason: z.string() })),
  warnings: z.array(z.object({ file: z.string(), message: z.string() })),
});
const tasksSchema = z.array(
  z.object({ id: z.string(), instanceId: z.string().nullable(), rollouts: z.number() }),
);
const tournamentSchema = z.object({
  candidates: z.array(z.string()),
  champion: z.string(),
  survivors: z.array(z.string()),
  rounds: z.array(
    z.object({
      groups: z.array(
        z.object({
          candidates: z.array(z.string()),
          winner: z.string(),
          bye: z.boolean(),
          tie: z.boolean(),
          votes: z.array(
            z.object({ order: z.array(z.string()), choice: z.string().nullable(), rationale: z.string() }),
          ),
        }),
      ),
    }),
  ),
});

async function ingest(...paths: string[]) {
  const run = await playoff("ingest", ...paths, "--json");
  return { ...run, report: reportSchema.parse(run.json()) };
}

describe("ingest", () => {
  test("reads the bundled rollouts, and again changes nothing", async () => {
    const first = await ingest(path.join(root, "sample"));
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.report.rollouts).toHaveLength(48);
    expect(first.report.rollouts.every((rollout) => rollout.resolved !== null)).toBe(true);
    const { import: _import, import_file: _files, ...before } = dumpHome(path.join(folder, "home"));

    const second = await ingest(path.join(root, "sample"));
    expect(second.report).toEqual(first.report);
    const { import: _again, import_file: _filesAgain, ...after } = dumpHome(path.join(folder, "home"));
    expect(after).toEqual(before);
  });

  test("goes on past a broken file and says what is wrong with it", async () => {
    writeSmallLogs(path.join(folder, "logs"), 3, 1);
    writeFileSync(
      path.join(folder, "logs", "broken.traj.json"),
      '{"trajectory_format": "mini-swe-agent-1", "mess',
    );
    const { code, report } = await ingest("logs");
    expect(code).toBe(0);
    expect(report).toMatchObject({ files: 4, skipped: [{ file: "broken.traj.json" }] });
    expect(report.rollouts).toHaveLength(3);
  });

  test("does the rest when a path is missing, and ends with 1", async () => {
    writeSmallLogs(path.join(folder, "logs"), 2, 1);
    const { code, err, report } = await ingest("nowhere", "logs");
    expect(code).toBe(1);
    expect(err).toContain("nowhere cannot be opened: there is no such file or folder");
    expect(report.rollouts).toHaveLength(2);
    expect(await playoff("ingest", "nowhere")).toMatchObject({ code: 1 });
  });

  test("counts the same bytes once and says so", async () => {
    writeSmallLogs(path.join(folder, "logs"), 1, 1);
    mkdirSync(path.join(folder, "logs", "run-copy"));
    cpSync(path.join(folder, "logs", "run-0"), path.join(folder, "logs", "run-copy"), { recursive: true });
    const { report } = await ingest("logs");
    expect(report.rollouts).toHaveLength(1);
    expect(report.warnings.map((warning) => warning.message)).toContainEqual(
      expect.stringMatching(/^same bytes as run-0\/.*: counted once$/),
    );
  });
});

describe("sources", () => {
  test("a quoted pattern, and what matches nothing", async () => {
    writeSmallLogs(path.join(folder, "logs"), 3, 1);
    const { code, report } = await ingest("logs/run-[01]/**/*.json");
    expect(code).toBe(0);
    expect(report.rollouts.map((rollout) => rollout.file)).toEqual([
      "run-0/demo__calc-0/demo__calc-0.traj.json",
      "run-1/demo__calc-0/demo__calc-0.traj.json",
    ]);
    const none = await playoff("ingest", "logs/*.csv");
    expect(none).toMatchObject({ code: 1 });
    expect(none.err).toContain("matches nothing");
  });

  test("standard input, packed or not, under a name", async () => {
    writeSmallLogs(path.join(folder, "logs"), 1, 1);
    const log = readFileSync(path.join(folder, "logs/run-0/demo__calc-0/demo__calc-0.traj.json"));
    piped = [log.subarray(0, 100), log.subarray(100)];
    const plain = await ingest("-", "--name", "mine/x.traj.json");
    piped = [gzipSync(log)];
    const packed = await ingest("-");
    piped = [];
    expect(plain.report.rollouts).toMatchObject([{ file: "mine/x.traj.json" }]);
    expect(packed.report.rollouts).toMatchObject([{ id: plain.report.rollouts[0]?.id, file: "stdin/stdin" }]);
    expect(readdirSync(path.join(folder, "home", "uploads"))).toEqual([]);
    expect(await playoff("ingest", "-")).toMatchObject({
      code: 1,
      err: expect.stringContaining("standard input"),
    });
    expect(await playoff("ingest", "-", "--name", "../x")).toMatchObject({ code: 2 });
  });
});

describe("tournament", () => {
  test("all attempts of the task play, and the same seed gives the same bracket", async () => {
    writeSmallLogs(path.join(folder, "logs"), 5, 1);
    await ingest("logs");
    const [task] = tasksSchema.parse((await playoff("tasks", "--json")).json());
    expect(task).toMatchObject({ instanceId: "demo__calc-0", rollouts: 5 });
    const play = async () =>
      tournamentSchema.parse((await playoff("tournament", "demo__c", "--json")).json());
    const first = await play();
    expect(first.candidates).toHaveLength(5);
    expect(first.survivors).toEqual([first.champion]);
    expect(first.rounds.map((round) => round.groups.length)).toEqual([3, 2, 1]);
    expect(first.rounds[0]?.groups.filter((group) => group.bye)).toHaveLength(1);
    expect((await play()).rounds).toEqual(first.rounds);
    const rationales = first.rounds.flatMap(({ groups }) =>
      groups.flatMap(({ votes }) => votes.map((vote) => vote.rationale)),
    );
    expect(rationales.join("\n")).toContain(first.champion);
    expect(rationales.join("\n")).not.toContain("[[");
  });

  test("can be drawn in the given order, stop early and merge equal patches; a bad value is named", async () => {
    writeSmallLogs(path.join(folder, "logs"), 5, 1);
    await ingest("logs");
    const given = ["--order", "given", "--adaptive", "0.05", "--merge-identical"];
    const played = tournamentSchema.parse(
      (await playoff("tournament", "demo__c", ...given, "--json")).json(),
    );
    const [first] = played.rounds;
    expect(first?.groups.flatMap((group) => group.candidates)).toEqual(played.candidates);
    const { code, err } = await playoff("tournament", "demo__c", "--adaptive", "0.7");
    expect(code).toBe(2);
    expect(err).toContain("--adaptive: must be 0.5 or less");
    expect((await playoff("tournament", "demo__c", "--quorum", "9")).err).toContain("--quorum: must not be");
    expect((await playoff("tournament", "demo__c", "--order", "sorted")).err).toContain("--order: must be");
  });

  test("an unknown or ambiguous task ends with 1 and names the matches", async () => {
    writeSmallLogs(path.join(folder, "logs"), 2, 2);
    await ingest("logs");
    expect(await playoff("tournament", "nothing")).toMatchObject({ code: 1 });
    const { code, err } = await playoff("tournament", "demo");
    expect(code).toBe(1);
    expect(err).toMatch(/"demo" means 2 tasks: .*demo__calc-0.*demo__calc-1/);
  });
});

describe("calibrate", () => {
  const share = z.number().min(0).max(1).nullable();
  const tally = {
    pairs: z.number(),
    correct: z.number(),
    accuracy: share,
    interval: z.tuple([z.number(), z.number()]).nullable(),
  };
  const baseline = z.strictObject({ ...tally, ties: z.number() });
  const calibrationSchema = z.strictObject({
    tasks: z.number(),
    ...tally,
    abstained: z.number(),
    baselines: z.strictObject({
      fewestSteps: baseline,
      submitted: baseline,
      smallestPatch: baseline,
      longestSummary: baseline,
    }),
    byMargin: z.array(z.strictObject({ margin: z.number(), ...tally })),
    slotOneShare: share,
  });

  test("every pair of a resolved and an unresolved rollout, beside chance and judges of one number", async () => {
    const trials = ["000", "001", "003"].map((number) =>
      path.join(root, "sample", `ini-parse__002-0-${number}`),
    );
    await ingest(...trials);
    const run = await playoff("calibrate", "--task", "playoff/ini-parse", "--votes", "4", "--json");
    const calibration = calibrationSchema.parse(run.json());
    expect(calibration).toMatchObject({ tasks: 1, pairs: 2, slotOneShare: 0.5 });
    expect(calibration.byMargin.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(2);
    const { code, out } = await playoff("calibrate");
    expect(code).toBe(0);
    expect(out).toMatch(/^2 pairs .* of 1 task\. Ties count half\.\n/);
    expect(out).toMatch(/\nchance +1 +50\.0 %/);
    expect(out).toContain("too few tasks for an interval");
  });

  test("nothing to compare is said in a sentence", async () => {
    const { code, err } = await playoff("calibrate");
    expect(code).toBe(1);
    expect(err).toContain("There is no task with both a resolved and an unresolved rollout");
  });
});

describe("rollouts", () => {
  test("are found by id, by the beginning of one and as TASK/rN", async () => {
    writeSmallLogs(path.join(folder, "logs"), 2, 1);
    const { report } = await ingest("logs");
    const id = report.rollouts[1]?.id ?? "";
    for (const reference of [id, id.slice(0, 8), "demo__calc-0/r2"]) {
      expect((await playoff("show", reference, "--json")).json()).toMatchObject({ id, number: 2 });
      expect((await playoff("summarize", reference, "--json")).json()).toMatchObject([
        { rollout: id, author: "rules" },
      ]);
    }
    expect((await playoff("show", id)).out).toContain("demo__calc-0");
  });
});

describe("the command line", () => {
  test.each([
    [[]],
    [["nonsense"]],
    [["ingest"]],
    [["ingest", "x", "--wrong"]],
    [["enqueue-import", "nowhere"]],
    [["tournament"]],
    [["tournament", "x", "--votes", "0"]],
    [["tournament", "x", "--group", "two"]],
    [["tournament", "x", "--judge", "nobody"]],
    [["summarize", "x", "--model", "nobody"]],
    [["calibrate", "--judge", "nobody"]],
    [["calibrate", "--votes", "0"]],
    [["show", "a", "b"]],
    [["tasks", "a"]],
  ])("%j is not understood: usage and 2", async (args) => {
    const { code, err, out } = await playoff(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^playoff: .*Usage: playoff .*\n$/);
  });

  test("help lists every command", async () => {
    for (const args of [["help"], ["--help"]]) {
      const { code, out } = await playoff(...args);
      expect(code).toBe(0);
      expect(out).toContain("ingest PATH... [--watch]");
    }
    expect((await playoff("tournament", "--help")).out).toContain("--votes 8");
  });

  test("doctor says that all is well on a new folder, and which sandbox there is or how to get one", async () => {
    const { code, out } = await playoff("doctor");
    const hasSandbox = out.includes("bubblewrap works");
    const sandboxLine = hasSandbox ? /^ok .* works\.$/m : /^FAIL .* run "|^FAIL .* or choose --unsafe/m;
    expect(out).toMatch(sandboxLine);
    expect(out.match(/^FAIL/gm) ?? []).toHaveLength(hasSandbox ? 0 : 1);
    expect(code).toBe(hasSandbox ? 0 : 1);
  });

  test("a data directory that cannot be used is told in one sentence", async () => {
    writeFileSync(path.join(folder, "home"), "a file, not a folder");
    expect(await playoff("tasks")).toMatchObject({ code: 1 });
    expect((await playoff("doctor")).code).toBe(1);
  });
});

test("a log's own control characters are not printed", async () => {
  const log = {
    info: { exit_status: "Submitted", mini_version: "1.14.0" },
    messages: [
      { role: "system", content: "You can use a shell." },
      { role: "user", content: "Please solve this issue: count" },
      { role: "assistant", content: "I \u001b[31mcount\u001b[0m.\n\n```bash\necho 1\n```" },
    ],
    trajectory_format: "mini-swe-agent-1",
    instance_id: "demo__\u001b]0;title\u0007",
  };
  const place = path.join(folder, "hostile.traj.json");
  writeFileSync(place, JSON.stringify(log));
  const { rollouts } = reportSchema.parse((await playoff("ingest", place, "--json")).json());
  const shown = await playoff("show", rollouts[0]?.id ?? "");
  expect(shown.code).toBe(0);
  for (const text of [
    shown.out,
    shown.err,
    (await playoff("tasks")).out,
    (await playoff("search", "count")).out,
  ]) {
    expect(text.replaceAll(/[\n\t]/g, "")).not.toMatch(/\p{Cc}/u);
  }
});
