import { describe, expect, test } from "vitest";
import type { Claim } from "@/lib/domain/summary";
import { extractEvidence } from "@/lib/engine/evidence/extract";
import { summariseByRules } from "@/lib/engine/summarise/extractive";
import { groundClaim } from "@/lib/engine/summarise/ground";
import { createShellStep } from "@/lib/engine/testing/factories";
import type { Step } from "@/lib/domain/trajectory";

function claimsOf(key: string, steps: Step[], patch: string | null = null): Claim[] {
  const trajectory = { steps, patch, exitStatus: null };
  const summary = summariseByRules({
    statement: "Fix it.",
    trajectory,
    evidence: extractEvidence(trajectory),
  });
  const claims = summary.sections.find((section) => section.key === key)?.claims ?? [];
  const byNumber = new Map(steps.map((step) => [step.number, step]));
  for (const claim of claims) expect(groundClaim(claim, byNumber)).not.toBe("not found");
  return claims;
}

const result = (passed: number, failed: number, ms = "85.6") => ({
  text: `✔ a (${ms}ms)\nℹ tests ${passed + failed}\nℹ pass ${passed}\nℹ fail ${failed}\nℹ duration_ms ${ms}`,
  exitCode: failed === 0 ? 0 : 1,
});
const run = (number: number, passed: number, failed: number) =>
  createShellStep(number, "node --test", result(passed, failed));
const hunk = (from: string, to: string) => `@@ -1,3 +1,3 @@\n start\n-  ${from}\n+  ${to}\n end`;
const diff = (from: string, to: string) => `--- a/src/line.js\n+++ b/src/line.js\n${hunk(from, to)}`;
const attempt = (number: number, from: string, to: string, passed: number, failed: number, before = "") =>
  createShellStep(
    number,
    `${before}git apply <<'END'\n${diff(from, to)}\nEND\nnode --test`,
    result(passed, failed),
    { message: `Refuted: nothing changes. Hypothesis: ${from} should be ${to}.` },
  );
const takeBack = "git checkout -- src/line.js\n";

describe("tried and taken back", () => {
  const steps = [
    run(1, 2, 3),
    attempt(2, "a", "b", 2, 3),
    attempt(3, "c", "d", 1, 4, takeBack),
    createShellStep(4, takeBack),
  ];

  test("a claim for each try: file, steps, test counts before and after, the verbatim change", () => {
    const tried = claimsOf("approach", steps).filter(({ text }) => text.startsWith("Tried and taken back"));
    expect(tried.map(({ text, steps: cited, quotes }) => [text, cited, quotes])).toEqual([
      [
        "Tried and taken back: src/line.js, changed at step 2, taken back at step 3; 2 passed, 3 failed before; 2 passed, 3 failed after.",
        [2, 3],
        [{ step: 2, text: diff("a", "b") }],
      ],
      [
        "Tried and taken back: src/line.js, changed at step 3, taken back at step 4; 2 passed, 3 failed before; 1 passed, 4 failed after.",
        [3, 4],
        [{ step: 3, text: diff("c", "d") }],
      ],
    ]);
  });

  test("the hypothesis stands before its try, in the agent's words", () => {
    const claims = claimsOf("approach", steps);
    const at = claims.findIndex(({ text }) => text.startsWith("Tried and taken back"));
    expect(claims[at - 1]).toMatchObject({
      basis: "claimed",
      quotes: [{ step: 2, text: "Hypothesis: a should be b." }],
    });
  });

  test("a sed expression and a replaced text are quoted as well", () => {
    const sed = createShellStep(2, "sed -i '9s/a/b/' src/line.js && node --test", result(1, 1));
    const [claim] = claimsOf("approach", [sed, createShellStep(3, takeBack)]);
    expect(claim).toMatchObject({ quotes: [{ step: 2, text: "9s/a/b/" }] });
    expect(claim?.text).toContain("no test result before it; 1 passed, 1 failed after.");
  });

  test("one command that tries, tests and takes back: the changes are told apart, their results are not", () => {
    const cycle = (from: string, to: string) =>
      `git apply <<'END'\n${diff(from, to)}\nEND\nnode --test\n${takeBack}`;
    const step = createShellStep(2, `${cycle("a", "b")}${cycle("c", "d")}`, result(2, 3));
    const [claim, ...others] = claimsOf("approach", [run(1, 2, 3), step]);
    expect(others).toEqual([]);
    expect(claim?.text).toContain("its command did both, and its test results cannot be told apart");
    expect(claim?.quotes.map(({ text }) => text)).toEqual([diff("a", "b"), diff("c", "d")]);
    const [verification] = claimsOf("verification", [run(1, 2, 3), step]);
    expect(verification?.text).toBe(
      "1 test run of changes that were taken back; see Approach: 1 with failing tests.",
    );
  });

  test("what was taken back is no edit that wants a check", () => {
    const all = [
      run(1, 2, 3),
      attempt(2, "a", "b", 5, 0),
      createShellStep(3, "git add src/line.js"),
      attempt(4, "c", "d", 4, 1),
      createShellStep(5, takeBack),
    ];
    expect(
      claimsOf("verification", all)
        .map(({ text }) => text)
        .join("\n"),
    ).not.toContain("Never verified");
    expect(claimsOf("finalState", all).map(({ text }) => text)).toContain(
      "Last test run (step 2): 5 passed, 0 failed. It covers the final state.",
    );
  });
});

describe("changes", () => {
  const final = (hunks: string) =>
    `diff --git a/src/line.js b/src/line.js\n--- a/src/line.js\n+++ b/src/line.js\n${hunks}`;

  test("the hunks of the final diff, verbatim, from the step that shows them", () => {
    const patch = `${final(hunk("a", "b"))}\n`;
    const shown = createShellStep(3, "git diff", { text: patch });
    const claims = claimsOf("changes", [attempt(2, "a", "b", 5, 0), shown], patch);
    expect(claims.flatMap(({ quotes }) => quotes)).toContainEqual({ step: 3, text: hunk("a", "b") });
  });

  test("no step shows them: the submitted patch is told as such", () => {
    const claims = claimsOf("changes", [createShellStep(2, "./codemod")], `${final(hunk("a", "b"))}\n`);
    expect(claims.map(({ text }) => text).join("\n")).toContain(
      `As submitted, shown by no step:\n${hunk("a", "b")}`,
    );
  });

  test("a long diff is cut between hunks, and that is said", () => {
    const long = hunk("a".repeat(3_000), "b");
    const patch = `${final(`${hunk("x", "y")}\n${long}\n${long}`)}\n`;
    const shown = createShellStep(3, "git diff", { text: patch });
    const file = claimsOf("changes", [shown], patch).find(({ text }) => text.startsWith("src/line.js"));
    expect(file?.text).toContain("2 of 3 hunks shown.");
    expect(file?.quotes.map(({ text }) => text)).toEqual([hunk("x", "y"), long]);
  });
});

test("nothing in a summary differs because a run took longer", () => {
  const stepsThatTook = (ms: string) => [
    createShellStep(1, "node --test", result(2, 3, ms)),
    createShellStep(2, "pytest", {
      text: `FAILED t.py::a\n=== 1 failed, 4 passed in ${ms}s ===`,
      exitCode: 1,
    }),
    createShellStep(3, "npm run build", { text: `built in ${ms} s`, exitCode: 1 }),
  ];
  const told = (ms: string) => {
    const trajectory = { steps: stepsThatTook(ms), patch: null, exitStatus: null };
    return summariseByRules({ statement: null, trajectory, evidence: extractEvidence(trajectory) });
  };
  expect(told("0.35")).toEqual(told("7.21"));
});
