import { ESLint } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, test } from "vitest";

// The snippets are not on disk, so rules that need types or the whole import graph are off.
const eslint = new ESLint({
  overrideConfig: [tseslint.configs.disableTypeChecked, { rules: { "import/no-cycle": "off" } }],
});

const zoneRules = ["no-restricted-imports", "no-restricted-syntax", "no-restricted-properties"];

/** Messages of the zone rules for one snippet at a path. */
async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath });
  expect(result?.messages.filter((message) => message.fatal)).toEqual([]);
  return (result?.messages ?? [])
    .filter((message) => message.ruleId !== null && zoneRules.includes(message.ruleId))
    .map((message) => message.message);
}

const imports = (from: string) => `import * as x from "${from}";\nexport const y = x;\n`;

describe("an import across a border is an error", () => {
  test.each([
    ["lib/domain/new.ts", "@/lib/engine/ports"],
    ["lib/domain/new.ts", "react"],
    ["lib/domain/new.ts", "node:fs"],
    ["lib/utils/new.ts", "@/db/schema"],
    ["lib/ingest/new.ts", "@/lib/engine/ports"],
    ["lib/ingest/new.ts", "next/cache"],
    ["lib/ingest/formats/new.ts", "drizzle-orm/sqlite-core"],
    ["lib/engine/new.ts", "@/lib/ingest/format"],
    ["lib/engine/new.ts", "@/db/client"],
    ["lib/engine/new.ts", "react"],
    ["lib/engine/tournament/new.ts", "@/lib/engine/models/scripted"],
    ["lib/engine/new.ts", "./models/scripted"],
    ["lib/engine/models/new.ts", "@/lib/engine/agents/bash"],
    ["lib/engine/agents/new.ts", "@/lib/engine/tournament/run"],
    ["db/queries/new.ts", "@/lib/server/env"],
    ["db/queries/new.ts", "@/lib/engine/ports"],
    ["db/new.ts", "react"],
    ["lib/server/new.ts", "@/lib/ingest/format"],
    ["lib/server/new.ts", "@/components/ui/button"],
    ["lib/worker/new.ts", "next/server"],
    ["lib/cli/new.ts", "@/app/page"],
    ["lib/client/new.ts", "@/db/client"],
    ["lib/client/new.ts", "@/lib/server/env"],
    ["components/ui/new.tsx", "@/lib/domain/status"],
    ["components/charts/new.tsx", "@/db/queries/rollouts"],
    ["lib/worker/new.ts", "../engine/ports"],
  ])("%s must not import %s", async (file, from) => {
    expect(await complaints(file, imports(from))).toHaveLength(1);
  });

  test("neither as a type nor on demand", async () => {
    expect(
      await complaints("lib/ingest/new.ts", `import type { Judge } from "@/lib/engine/ports";`),
    ).toHaveLength(1);
    expect(await complaints("lib/ingest/new.ts", `void import("@/lib/engine/ports");`)).toHaveLength(1);
    expect(
      await complaints("lib/ingest/new.ts", `export type J = import("@/lib/engine/ports").Judge;`),
    ).toHaveLength(1);
    expect(await complaints("lib/ingest/new.ts", `export * from "@/lib/engine/ports";`)).toHaveLength(1);
  });
});

describe("what the table allows passes", () => {
  test.each([
    ["lib/domain/new.ts", "zod"],
    ["lib/domain/new.ts", "@/lib/utils/invariant"],
    ["lib/domain/new.test.ts", "fast-check"],
    ["lib/ingest/new.ts", "@/lib/domain/trajectory"],
    ["lib/ingest/new.ts", "node:fs"],
    ["lib/engine/tournament/new.ts", "@/lib/engine/ports"],
    ["lib/engine/new.test.ts", "@/lib/engine/models/scripted"],
    ["lib/engine/agents/new.ts", "@/lib/ingest/format"],
    ["lib/engine/agents/new.ts", "@/lib/engine/ports"],
    ["db/new.ts", "drizzle-orm"],
    ["lib/server/new.ts", "@/db/client"],
    ["lib/worker/new.ts", "@/lib/engine/ports"],
    ["lib/cli/new.ts", "@/lib/server/env"],
    ["lib/client/new.ts", "@tanstack/react-query"],
    ["components/charts/new.tsx", "@/components/ui/table"],
    ["app/new.tsx", "@/lib/server/env"],
  ])("%s may import %s", async (file, from) => {
    expect(await complaints(file, imports(from))).toEqual([]);
  });
});

describe("the environment is read in one place", () => {
  test("which is lib/server/env.ts, and tests", async () => {
    const reads = "export const home = process.env.PLAYOFF_HOME;\n";
    expect(await complaints("lib/worker/new.ts", reads)).toHaveLength(1);
    expect(await complaints("app/new.tsx", "export const { env } = process;\n")).toHaveLength(1);
    expect(await complaints("lib/ingest/new.ts", `export { env } from "node:process";\n`)).toHaveLength(1);
    expect(await complaints("lib/server/env.ts", reads)).toEqual([]);
    expect(await complaints("lib/worker/new.test.ts", reads)).toEqual([]);
    expect(await complaints("lib/worker/testing/new.ts", reads)).toEqual([]);
  });
});
