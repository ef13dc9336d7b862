import { expect, test } from "vitest";
import { formatTable, withoutControls } from "@/lib/cli/output";

test("a cell stays on its line and cannot drive the terminal", () => {
  const hostile = "red\u001b[31m\ntwo\r\tlines\u2028and\u0085more";
  const table = formatTable(["title", "rollouts"], [[hostile, 2]]);
  expect(table.split(/[\n\r\u0085\u2028\u2029]/)).toHaveLength(3); // the header, the row, the end
  expect(table.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
});

test("columns are as wide as what is shown of them", () => {
  expect(
    formatTable(
      ["a", "b"],
      [
        ["x\ny", 1],
        [null, 10],
      ],
    ),
  ).toBe("a     b\nx?y   1\n-    10\n");
});

test("what is printed drives no terminal, but for the clearing of a line of progress", () => {
  expect(withoutControls("\r\u001b[K3/4 a\u001b[31mb\r\n\tc\u0007\n")).toBe("\r\u001b[K3/4 a?[31mb?\n\tc?\n");
});
