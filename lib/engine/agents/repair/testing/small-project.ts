// A project with two bugs for tests of the agent, and a context as a refined rollout gets it.

const SOURCE = `/** The first items, as many as asked for. */
export function take(items, count) {
  const taken = [];
  for (const item of items) {
    if (taken.length > count) {
      break;
    }
    taken.push(item);
  }
  return taken;
}

/** The largest number. */
export function largest(numbers) {
  return Math.min(...numbers);
}
`;

const TESTS = `import assert from "node:assert/strict";
import { test } from "node:test";
import { largest, take } from "../src/list.js";

test("take gives as many as asked for", () => {
  assert.deepEqual(take([1, 2, 3], 2), [1, 2]);
});

test("take gives what there is", () => {
  assert.deepEqual(take([1], 2), [1]);
});

test("largest gives the largest", () => {
  assert.equal(largest([1, 3, 2]), 3);
});
`;

export const smallProject = {
  "package.json": '{ "name": "list", "type": "module" }\n',
  "src/list.js": SOURCE,
  "test/list.test.js": TESTS,
};

/** The same project with `require`. */
export const commonJsProject = {
  "package.json": '{ "name": "list" }\n',
  "src/list.js": `${SOURCE.replaceAll("export function", "function")}\nmodule.exports = { largest, take };\n`,
  "test/list.test.js": TESTS.replaceAll(/^import (.*) from (".*");$/gm, "const $1 = require($2);"),
};

export const INSTRUCTION = `# Lists come out wrong

Fix \`src/list.js\`.

\`\`\`js
take([1, 2, 3], 1); // [1]
largest([7, 2]); // 7
\`\`\`
`;

/** The hunk of a right change. */
export const TAKE_HUNK = `@@ -4,3 +4,3 @@
   for (const item of items) {
-    if (taken.length > count) {
+    if (taken.length >= count) {
       break;`;

export const LARGEST_HUNK = `@@ -13,3 +13,3 @@
 export function largest(numbers) {
-  return Math.min(...numbers);
+  return Math.max(...numbers);
 }`;

interface ToldAttempt {
  /** Hunks that were taken back. */
  refuted?: readonly string[];
  /** Hunks of the final diff. */
  hunks?: readonly string[];
  passed?: number;
  failed?: number;
}

/** A context about these attempts, in the form of real ones. */
export function tellAttempts(attempts: readonly ToldAttempt[]): string {
  const blocks = attempts.map(({ refuted = [], hunks = [], passed = 1, failed = 2 }, index) => {
    const diff = (hunk: string) => `--- a/src/list.js\n+++ b/src/list.js\n${hunk}`;
    const told = {
      attempt: index + 1,
      sections: {
        "Approach and hypotheses": refuted.map((hunk) => ({
          text: "Tried and taken back at step 8: src/list.js; 1 passed, 2 failed before.",
          basis: "observed",
          quotes: [diff(hunk)],
        })),
        Changes: [{ text: "src/list.js: +1 −1 lines in the patch.", basis: "observed", quotes: hunks }],
        "Final state": [
          { text: `Last test run (step 9): ${passed} passed, ${failed} failed.`, basis: "observed" },
        ],
      },
    };
    return `## Attempt ${index + 1}\n\`\`\`json\n${JSON.stringify(told, null, 1)}\n\`\`\``;
  });
  return ["Others have attempted this task before you.", ...blocks].join("\n\n");
}
