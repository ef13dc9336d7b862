import { describe, expect, test } from "vitest";
import type { Evidence } from "@/lib/domain/evidence";
import { extractEvidence } from "@/lib/engine/evidence/extract";
import { createAction, createObservation, createShellStep, createStep } from "@/lib/engine/testing/factories";
import type { Step } from "@/lib/domain/trajectory";

function evidenceOf(steps: Step[], patch: string | null = null): Evidence {
  return extractEvidence({ steps, patch, exitStatus: null });
}

/** "1 edit, taken back at 2" for each edit. */
function fates(steps: Step[]): string[] {
  return evidenceOf(steps).edits.map(
    ({ step, kind, undone }) =>
      `${String(step)} ${kind}${undone === null ? "" : `, taken back at ${String(undone)}`}`,
  );
}

function replaceStep(number: number, old_string: string, new_string: string): Step {
  const input = { file_path: "src/a.js", old_string, new_string };
  return createStep({
    number,
    actions: [createAction({ tool: "Edit", command: null, input })],
    observations: [createObservation({ text: "The file src/a.js has been updated." })],
  });
}

const diff = (from: string, to: string, path = "src/a.js") =>
  `--- a/${path}\n+++ b/${path}\n@@ -1,2 +1,2 @@\n start\n-${from}\n+${to}`;
const apply = (number: number, text: string, verb = "git apply") =>
  createShellStep(number, `${verb} <<'END'\n${text}\nEND\nnode --test`, {
    text: "ℹ pass 1\nℹ fail 1",
    exitCode: 1,
  });
const sed = (number: number, expression = "s/one/two/") =>
  createShellStep(number, `sed -i '${expression}' src/a.js`);

describe("an edit is taken back", () => {
  test.each<[string, Step]>([
    ["git checkout -- FILE", createShellStep(2, "git checkout -- src/a.js")],
    ["git restore FILE", createShellStep(2, "git restore src/a.js")],
    ["git checkout .", createShellStep(2, "git checkout .")],
    ["git stash", createShellStep(2, "git stash")],
    ["git reset --hard", createShellStep(2, "git reset --hard")],
    ["the patch in reverse", apply(2, diff("one", "two"), "git apply -R")],
    ["patch -R", apply(2, diff("one", "two"), "patch -R -p1")],
    ["the opposite patch", apply(2, diff("two", "one"))],
  ])("by %s", (_, reversal) => {
    const evidence = evidenceOf([apply(1, diff("one", "two")), reversal]);
    expect(evidence.edits[0]).toMatchObject({ step: 1, kind: "edit", undone: 2, undoneAction: 0 });
    expect(evidence.edits.slice(1).every(({ kind }) => kind === "revert")).toBe(true);
    expect(evidence.lastEditStep).toBeNull();
  });

  test("by the opposite sed expression, at the same lines", () => {
    expect(fates([sed(1, "9s/a\\.b/c.d/"), sed(2, "9s/c\\.d/a.b/")])).toEqual([
      "1 edit, taken back at 2",
      "2 revert",
    ]);
    expect(fates([sed(1, "9s/a/b/"), sed(2, "8s/b/a/")])).toEqual(["1 edit", "2 edit"]);
  });

  test("by the opposite replacement of an editor", () => {
    expect(fates([replaceStep(1, "x < 1", "x <= 1"), replaceStep(2, "x <= 1", "x < 1")])).toEqual([
      "1 edit, taken back at 2",
      "2 revert",
    ]);
    expect(fates([replaceStep(1, "x < 1", "x <= 1"), replaceStep(2, "x <= 1", "x <= 2")])).toEqual([
      "1 edit",
      "2 edit",
    ]);
  });

  test("by writing the text that was read before it", () => {
    const read = createShellStep(1, "cat src/a.js", { text: "one\ntwo" });
    const write = (number: number, text: string) =>
      createShellStep(number, `cat > src/a.js <<'END'\n${text}\nEND`);
    expect(fates([read, sed(2), sed(3, "s/x/y/"), write(4, "one\ntwo")])).toEqual([
      "2 edit, taken back at 4",
      "3 edit, taken back at 4",
      "4 revert",
    ]);
    expect(fates([read, sed(2), write(3, "one\nthree")])).toEqual(["2 edit", "3 create"]);
  });

  test("by putting a copy back, which does not reach behind the copy", () => {
    const copy = createShellStep(2, "cp src/a.js /tmp/a.js");
    const back = createShellStep(4, "cp /tmp/a.js src/a.js");
    expect(fates([sed(1), copy, sed(3, "s/x/y/"), back])).toEqual([
      "1 edit",
      "2 create",
      "3 edit, taken back at 4",
      "4 revert",
    ]);
  });
});

describe("an edit stays", () => {
  test("when it was staged before the file was restored, unless from a commit", () => {
    const keep = createShellStep(2, "git add src/a.js");
    const steps = [sed(1), keep, sed(3, "s/x/y/")];
    expect(fates([...steps, createShellStep(4, "git checkout -- src/a.js")])).toEqual([
      "1 edit",
      "3 edit, taken back at 4",
      "4 revert",
    ]);
    expect(fates([...steps, createShellStep(4, "git checkout HEAD -- src/a.js")])[0]).toBe(
      "1 edit, taken back at 4",
    );
  });

  test("when a stash is restored", () => {
    const stash = [createShellStep(2, "git stash"), createShellStep(3, "git stash pop")];
    expect(fates([sed(1), ...stash])).toEqual(["1 edit"]);
  });
});

test("several tries in one command are told apart, and a patch that git refuses is none", () => {
  const cycle = (from: string, to: string) =>
    `git apply <<'END'\n${diff(from, to)}\nEND\nnode --test; git checkout -- src/a.js`;
  const step = createShellStep(1, `${cycle("a", "b")}\n${cycle("c", "d")}`);
  const tries = evidenceOf([step]).edits.filter(({ kind }) => kind === "edit");
  expect(tries.map(({ change, undone }) => [change, undone])).toEqual([
    [[diff("a", "b")], 1],
    [[diff("c", "d")], 1],
  ]);
  const refused = { text: "error: patch failed: src/a.js:1\nℹ pass 3\nℹ fail 0", exitCode: 0 };
  const command = `git apply <<'END'\n${diff("a", "b")}\nEND\nnode --test`;
  expect(evidenceOf([createShellStep(1, command, refused)]).edits).toMatchObject([{ applied: false }]);
});

test("a diff of two files is told file by file", () => {
  const text = `diff --git a/src/a.js b/src/a.js\n${diff("a", "b")}\ndiff --git a/src/b.js b/src/b.js\n${diff("c", "d", "src/b.js")}`;
  const { edits } = evidenceOf([apply(1, text)]);
  expect(edits.map(({ path, change }) => [path, change])).toEqual([
    ["src/a.js", [diff("a", "b")]],
    ["src/b.js", [diff("c", "d", "src/b.js")]],
  ]);
});

test("a long diff is kept as far as whole hunks go, another long text not at all", () => {
  const hunk = (line: number, size: number) => `@@ -${line} +${line} @@\n-${"a".repeat(size)}\n+b`;
  const header = "--- a/src/a.js\n+++ b/src/a.js\n";
  const [long] = evidenceOf([apply(1, `${header}${hunk(1, 600)}\n${hunk(9, 2_000)}`)]).edits;
  expect(long?.change).toEqual([`${header}${hunk(1, 600)}`]);
  expect(evidenceOf([apply(1, `${header}${hunk(1, 2_000)}`)]).edits[0]?.change).toEqual([]);
  expect(evidenceOf([replaceStep(1, "a".repeat(2_000), "b")]).edits[0]?.change).toEqual([]);
});

test("scratch files that were removed are no edit that wants a check", () => {
  const scratch = [createShellStep(2, "echo hi > notes.txt"), createShellStep(3, "rm notes.txt")];
  expect(evidenceOf([sed(1), ...scratch]).lastEditStep).toBe(1);
});

test("a rollout that stopped at a limit did not submit, whatever it said last", () => {
  const ending = (exitStatus: string | null, message = "Done.") =>
    extractEvidence({ steps: [createStep({ message })], patch: null, exitStatus }).ending;
  expect([ending("step-limit"), ending("submitted (exit_cost)"), ending("LimitsExceeded")]).toEqual(
    Array(3).fill("cut-off"),
  );
  expect([ending("Submitted"), ending(null), ending("odd-word")]).toEqual(Array(3).fill("submitted"));
  expect(ending(null, "")).toBe("unknown");
});

test.each(["rm -f out.json && node make.js > out.json", "rm -rf __pycache__", "cc a.c -o a && ./a && rm a"])(
  "clearing up is no edit that wants a check: %s",
  (command) => {
    expect(evidenceOf([sed(1), createShellStep(2, command)]).lastEditStep).toBe(1);
  },
);

test("a file of the project that is removed is an edit", () => {
  expect(evidenceOf([sed(1), createShellStep(2, "rm src/old.js")]).lastEditStep).toBe(2);
});
