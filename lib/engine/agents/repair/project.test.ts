import { expect, test } from "vitest";
import { readCommand, readTexts } from "@/lib/engine/agents/repair/project";
import { openFolder } from "@/lib/engine/agents/repair/testing/folder-environment";

test("files are read in one command, whatever they are called and however they end", async () => {
  const files = {
    "src/a.js": "one\n",
    "src/it's.js": "no line break at its end",
    "test/a.test.js": "==> src/a.js is only named here\n",
    "test/empty.test.js": "",
  };
  await using environment = await openFolder(files);
  const paths = Object.keys(files);
  const { output } = await environment.run(readCommand([...paths, "src/gone.js"]), {
    timeoutMs: 10_000,
    signal: new AbortController().signal,
  });
  expect(Object.fromEntries(readTexts(output, paths))).toMatchObject({
    "src/a.js": "one\n",
    "src/it's.js": "no line break at its end",
    "test/a.test.js": "==> src/a.js is only named here\n",
  });
  expect(readTexts("", paths).get("src/a.js")).toBe("");
});
