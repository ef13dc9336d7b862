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

function triedClaims(text: string, tried = command) {
  const steps = [createShellStep(1, tried, { text }), createStep({ number: 2, message: "Done." })];
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
  expect(claim?.quotes.map(({ text }) => text)).toEqual(["-old\n+two"]);
});

test("each file has its claim, and what finds no room is counted", () => {
  const many = Array.from(
    { length: 200 },
    (_, index) => `patch ${index + 4}\n${diffOf("src/c.js", `${index}`.padEnd(60, "."))}`,
  );
  const results = Array.from({ length: 203 }, (_, index) => `patch ${index + 1}: 1 passed, 1 failed`).join(
    "\n",
  );
  const claims = triedClaims(results, command.replace(/\nPATCHES$/, `\n${many.join("\n")}\nPATCHES`));
  expect(claims.map(({ text }) => /: (\d+ changes? of \S+);/.exec(text)?.[1])).toEqual([
    "2 changes of src/a.js",
    "1 change of src/b.js",
    "200 changes of src/c.js",
  ]);
  expect(claims.flatMap(({ quotes }) => quotes).reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(
    3_601,
  );
  expect(claims.at(-1)?.text).toMatch(/ \d\d of them shown\.$/);
});

test("without results nothing is claimed", () => {
  expect(triedClaims("Error: no such file\n")).toEqual([]);
});
