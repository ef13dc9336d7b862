import { expect, test } from "vitest";
import { extractEvidence } from "@/lib/engine/evidence/extract";
import { summariseByRules } from "@/lib/engine/summarise/extractive";
import { createShellStep, createStep } from "@/lib/engine/testing/factories";

const diffOf = (path: string, to: string) => `--- a/${path}\n+++ b/${path}\n@@ -1,1 +1,1 @@\n-old\n+${to}`;
const command = [
  "node /tmp/trials.mjs test/a.test.js <<'PATCHES'",
  ...[
    "patch 1",
    diffOf("src/a.js", "one"),
    "patch 2",
    diffOf("src/b.js", "two"),
    "patch 3",
    diffOf("src/a.js", "three"),
  ],
  "PATCHES",
].join("\n");

function triedClaims(text: string) {
  const steps = [createShellStep(1, command, { text }), createStep({ number: 2, message: "Done." })];
  const trajectory = { steps, patch: "", exitStatus: "submitted" };
  const evidence = extractEvidence(trajectory);
  const summary = summariseByRules({ statement: null, trajectory, evidence });
  return summary.sections
    .flatMap(({ claims }) => claims)
    .filter((claim) => claim.text.startsWith("Tried and taken back"));
}

test("patches that mended nothing are refuted and quoted; others, and those without a result, are not", () => {
  const [claim, ...more] = triedClaims(
    'as it is: 1 passed, 1 failed; failing ["t"]\npatch 1: 2 passed, 0 failed; passes now ["t"]\npatch 2: does not end\n',
  );
  expect(more).toEqual([]);
  expect(claim?.text).toContain("step 1, each by itself on a copy: 1 change of src/b.js");
  expect(claim?.basis).toBe("observed");
  expect(claim?.quotes.map(({ text }) => text)).toEqual([diffOf("src/b.js", "two")]);
});

test("without results nothing is claimed", () => {
  expect(triedClaims("Error: no such file\n")).toEqual([]);
});
