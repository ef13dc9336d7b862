import { describe, expect, test } from "vitest";
import { evidenceSchema, type Evidence } from "@/lib/domain/evidence";
import { extractEvidence } from "@/lib/engine/evidence/extract";
import { createAction, createObservation, createShellStep, createStep } from "@/lib/engine/testing/factories";
import type { Step } from "@/lib/domain/trajectory";

function evidenceOf(steps: Step[], patch: string | null = null): Evidence {
  const evidence = extractEvidence({ steps, patch, exitStatus: null });
  expect(() => evidenceSchema.parse(evidence)).not.toThrow();
  return evidence;
}

function toolStep(number: number, tool: string, input: unknown, text: string): Step {
  return createStep({
    number,
    actions: [createAction({ tool, command: null, input })],
    observations: [createObservation({ text })],
  });
}

test("Codex's lists of changed files are edits, done when the call completed", () => {
  const changes = [
    { path: "/app/calc.py", kind: "update" },
    { path: "/app/new.py", kind: "add" },
    { path: "/app/old.py", kind: "delete" },
    { path: "/app/odd.py", kind: "constructor" },
    "no change",
  ];
  const step = (isError: boolean) =>
    createStep({
      actions: [createAction({ tool: "file_change", command: null, input: { changes } })],
      observations: [createObservation({ text: "[completed]", isError })],
    });
  expect(evidenceOf([step(false)]).edits.map(({ path, kind, applied }) => [path, kind, applied])).toEqual([
    ["/app/calc.py", "edit", true],
    ["/app/new.py", "create", true],
    ["/app/old.py", "delete", true],
  ]);
  expect(evidenceOf([step(true)]).edits[0]?.applied).toBe(false);
});

describe("commands", () => {
  test.each([
    ["mini-SWE-agent", "<returncode>2</returncode>\n<output>\nboom\n</output>", 2, "boom"],
    ["Codex", "Chunk ID: 1\nProcess exited with code 3\nOutput:\nboom\n", 3, "boom"],
    ["Codex, older", "Exit code: 4\nWall time: 0 seconds\nOutput:\nboom\n", 4, "boom"],
    ["Claude Code", "Exit code 5\nboom", 5, "boom"],
  ])("read the exit code that %s prints", (_, text, exitCode, gist) => {
    const [command] = evidenceOf([createShellStep(1, "make", { text, exitCode: null })]).commands;
    expect(command).toMatchObject({ exitCode, outcome: "failed", gist });
  });

  test("the outcome is unknown without a code, and unanswered without a reply", () => {
    const silent = createStep({ number: 2, actions: [createAction({ command: "sleep 1" })] });
    const { commands } = evidenceOf([createShellStep(1, "ls", { text: "a.txt", exitCode: null }), silent]);
    expect(commands.map((command) => command.outcome)).toEqual(["unknown", "unanswered"]);
  });

  test("a search that finds nothing has not failed", () => {
    const { commands } = evidenceOf([createShellStep(1, "cd src && grep -rn needle .", { exitCode: 1 })]);
    expect(commands[0]).toMatchObject({ exitCode: 1, outcome: "ok" });
  });

  test("copied context is left out", () => {
    const evidence = evidenceOf([createShellStep(1, "ls", {}, { copied: true }), createShellStep(2, "pwd")]);
    expect(evidence.commands.map((command) => command.step)).toEqual([2]);
    expect(evidence.agentSteps).toBe(1);
  });

  test("keystrokes in a message count, with the screen of the next message", () => {
    const turn = { analysis: "", plan: "", commands: [{ keystrokes: "pytest\n" }], task_complete: false };
    const steps = [
      createStep({ number: 1, message: JSON.stringify(turn) }),
      createStep({
        number: 2,
        kind: "user",
        message: "New Terminal Output:\n===== 2 passed in 0.10s =====\n",
      }),
      createStep({ number: 3, message: JSON.stringify({ ...turn, commands: [], task_complete: true }) }),
    ];
    const evidence = evidenceOf(steps);
    expect(evidence.commands).toMatchObject([{ step: 1, command: "pytest", exitCode: null }]);
    expect(evidence.tests).toMatchObject([{ step: 2, passed: 2 }]);
    expect(evidence.submissionStep).toBe(3);
  });
});

describe("reads and edits", () => {
  test.each([
    ["cat src/a.py", ["src/a.py"]],
    ["cd /repo && sed -n '1,40p' src/a.py | head -20", ["src/a.py"]],
    ["grep -n 'def f' ./src/a.py", ["src/a.py"]],
    ["head -n 20 a.txt b.txt", ["a.txt", "b.txt"]],
    ["bash -lc \"cat 'src/a b.py'\"", ["src/a b.py"]],
    ["grep -rn needle src", []],
    ["cat *.py", []],
  ])("%s reads %j", (command, paths) => {
    expect(evidenceOf([createShellStep(1, command)]).reads.map((read) => read.path)).toEqual(paths);
  });

  test.each([
    ["sed -i 's/a/b/' src/a.py", "src/a.py", "edit"],
    ["sed -i.bak -e 's/a/b/' -e 's/c/d/' src/a.py", "src/a.py", "edit"],
    ["cat > src/new.py << 'EOF'\nprint(1) > x\nEOF", "src/new.py", "create"],
    ["cat <<EOF >> notes.md\nmore\nEOF", "notes.md", "edit"],
    ["echo hi | tee out.txt", "out.txt", "create"],
    ["rm -f src/old.py", "src/old.py", "delete"],
    ["python - <<'PY'\np = 'src/a.py'\ns = open(p).read()\nopen(p, 'w').write(s)\nPY", "src/a.py", "edit"],
    ["python3 -c \"from pathlib import Path; Path('b.py').write_text('x')\"", "b.py", "edit"],
    ["git apply <<'EOF'\n--- a/src/a.py\n+++ b/src/a.py\n@@ -1 +1 @@\n-a\n+b\nEOF", "src/a.py", "edit"],
    ["apply_patch <<'EOF'\n*** Begin Patch\n*** Add File: c.py\n+x\n*** End Patch\nEOF", "c.py", "create"],
    ["str_replace_editor create /repo/x.py --file_text 'print(1)'", "/repo/x.py", "create"],
  ])("%s changes a file", (command, path, kind) => {
    expect(evidenceOf([createShellStep(1, command)]).edits).toMatchObject([
      { step: 1, path, kind, applied: true, undone: null },
    ]);
  });

  test("the output of a program sent to a file is no edit", () => {
    expect(evidenceOf([createShellStep(1, "git diff > patch.txt && ls 2>/dev/null")]).edits).toEqual([]);
  });

  test("editing tools are known by their arguments, and a refusal by its reply", () => {
    const steps = [
      toolStep(
        1,
        "Edit",
        { file_path: "a.ts", old_string: "x", new_string: "y" },
        "The file a.ts has been updated.",
      ),
      toolStep(2, "Write", { file_path: "b.ts", content: "z" }, "File created successfully at: b.ts"),
      toolStep(
        3,
        "Edit",
        { file_path: "a.ts", old_string: "q", new_string: "y" },
        "Error: String to replace not found in file.",
      ),
      toolStep(4, "Read", { file_path: "a.ts" }, "1\tx"),
      toolStep(5, "str_replace_editor", { command: "view", path: "a.ts" }, "1\tx"),
    ];
    const evidence = evidenceOf(steps);
    expect(evidence.edits.map((edit) => [edit.step, edit.kind, edit.applied])).toEqual([
      [1, "edit", true],
      [2, "create", true],
      [3, "edit", false],
    ]);
    expect(evidence.reads.map((read) => read.step)).toEqual([4, 5]);
    expect(evidence.lastEditStep).toBe(2);
  });

  test("pi's edit tool names its texts otherwise", () => {
    const edit = { path: "a.ts", oldText: "x", newText: "y" };
    const evidence = evidenceOf([toolStep(1, "edit", edit, "Successfully replaced text in a.ts.")]);
    expect(evidence.edits.map(({ kind, path, applied }) => [kind, path, applied])).toEqual([
      ["edit", "a.ts", true],
    ]);
  });

  test("SWE-agent's line edit belongs to the open file, and may be refused", () => {
    const steps = [
      createShellStep(1, "open src/a.py", {
        text: "[File: /repo/src/a.py (10 lines total)]\n1:x",
        exitCode: null,
      }),
      createShellStep(2, "edit 1:1\nif:\nend_of_edit", {
        text: "Your proposed edit has introduced new syntax error(s).",
        exitCode: null,
      }),
      createShellStep(3, "edit 1:1\ny\nend_of_edit", {
        text: "[File: /repo/src/a.py (10 lines total)]\nFile updated.",
        exitCode: null,
      }),
    ];
    const { edits } = evidenceOf(steps);
    expect(edits.map((edit) => [edit.step, edit.path, edit.applied, edit.change])).toEqual([
      [2, "/repo/src/a.py", false, ["edit 1:1\nif:\nend_of_edit"]],
      [3, "/repo/src/a.py", true, ["edit 1:1\ny\nend_of_edit"]],
    ]);
  });

  test("scratch work after the last change of a patched file does not count as the last edit", () => {
    const patch =
      "diff --git a/src/a.py b/src/a.py\n--- a/src/a.py\n+++ b/src/a.py\n@@ -1 +1,2 @@\n-a\n+--- b\n+c\n";
    const steps = [createShellStep(1, "sed -i s/a/b/ /repo/src/a.py"), createShellStep(2, "rm repro.py")];
    const evidence = evidenceOf(steps, patch);
    expect(evidence.lastEditStep).toBe(1);
    expect(evidence.patch).toEqual({ files: [{ path: "src/a.py", added: 2, removed: 1 }] });
  });
});

describe("patch, errors, claims, grader", () => {
  const diff = "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-a\n+b\n";

  test("the last diff shown stands in for a patch only if it covers the edited files", () => {
    const edit = createShellStep(1, "sed -i s/a/b/ a.py");
    const shown = createShellStep(2, "git diff", { text: diff });
    expect(evidenceOf([edit, shown]).patch?.files).toEqual([{ path: "a.py", added: 1, removed: 1 }]);
    expect(evidenceOf([edit, createShellStep(3, "sed -i s/a/b/ other.py"), shown]).patch).toBeNull();
    const rewritten = [createShellStep(3, "cat main.py"), createShellStep(4, "cat > main.py <<'E'\nx\nE")];
    expect(evidenceOf([edit, ...rewritten, { ...shown, number: 5 }]).patch).toBeNull();
    expect(evidenceOf([edit], "").patch).toEqual({ files: [] });
  });

  test("errors have a kind and their own line", () => {
    const text =
      'Traceback (most recent call last):\n  File "a.py", line 1\n    x\nmymod.OddThing: went wrong\n';
    const steps = [
      createShellStep(1, "python a.py", { text, exitCode: 1 }),
      createShellStep(2, "foo", { text: "bash: foo: command not found", exitCode: 127 }),
      createShellStep(3, "cat nope", { text: "cat: nope: No such file or directory", exitCode: 1 }),
      createShellStep(4, "sleep 99", { text: "Command timed out after 60 seconds", exitCode: -1 }),
      createStep({ number: 5, note: "format error: nothing ran" }),
      createShellStep(6, "cat a.py", { text: "ValueError: only text in a file" }),
    ];
    expect(evidenceOf(steps).errors).toEqual([
      { step: 1, kind: "traceback", message: "mymod.OddThing: went wrong" },
      { step: 2, kind: "missing-command", message: "bash: foo: command not found" },
      { step: 3, kind: "missing-file", message: "cat: nope: No such file or directory" },
      { step: 4, kind: "timeout", message: "Command timed out after 60 seconds" },
      { step: 5, kind: "format", message: "format error: nothing ran" },
    ]);
  });

  test("closing words are sorted into doubt, verification and completion", () => {
    const message =
      "I implemented the parser. All 5 tests pass now. I could not test it on Windows.\nLet me stop.";
    expect(evidenceOf([createStep({ message })]).claims).toEqual([
      { step: 1, kind: "completion", quote: "I implemented the parser." },
      { step: 1, kind: "verification", quote: "All 5 tests pass now." },
      { step: 1, kind: "uncertainty", quote: "I could not test it on Windows." },
    ]);
  });

  test("only the grader's places count as grader access, and listing them does not", () => {
    const own = createShellStep(1, "cat tests/test_a.py /testbed/tests/b.py && pytest tests/");
    const grader = createShellStep(2, "ls /tests/ && bash /tests/test.sh; cat /logs/verifier/reward.txt");
    expect(evidenceOf([own, grader]).graderAccess.map((access) => [access.step, access.path])).toEqual([
      [2, "/tests/test.sh"],
      [2, "/logs/verifier/reward.txt"],
    ]);
  });

  test("a submission is the sentinel, the command, the tool, or a last word", () => {
    const sentinel = createShellStep(3, "echo COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT && cat patch.txt");
    expect(evidenceOf([sentinel]).submissionStep).toBe(3);
    expect(evidenceOf([createShellStep(4, "submit")]).submissionStep).toBe(4);
    expect(evidenceOf([toolStep(5, "finish", {}, "")]).submissionStep).toBe(5);
    expect(evidenceOf([createStep({ number: 6, message: "Done." })]).submissionStep).toBe(6);
    expect(evidenceOf([createShellStep(7, "ls")]).submissionStep).toBeNull();
  });

  test("huge hostile output is read in linear time, at its ends", () => {
    const text = `${"=".repeat(3_000_000)}\n${"Tests 1 ".repeat(300_000)}\n===== 2 passed in 0.1s =====\n`;
    expect(evidenceOf([createShellStep(1, "pytest", { text })]).tests).toMatchObject([{ passed: 2 }]);
  });
});
