import { expect, test } from "vitest";
import type { Environment, EnvironmentSpec, Sandbox } from "@/lib/engine/ports";
import { createTemplate } from "@/lib/worker/experiment/template";

const spec: EnvironmentSpec = {
  source: "/nowhere",
  setUp: ["npm ci"],
  workdir: "/workspace",
  env: {},
  limits: { memoryMb: 1, processes: 1, diskMb: 1, outputBytes: 1 },
};

/** A sandbox that counts; it fails to open as often as told. */
function createSandbox(failures: number) {
  const log: string[] = [];
  const environment = (name: string): Environment => ({
    workdir: name,
    run: () => Promise.reject(new Error("nothing runs here")),
    readFile: () => Promise.resolve(null),
    put: () => Promise.resolve(),
    locate: (place) => place,
    fork: () => Promise.resolve(environment(`copy of ${name}`)),
    [Symbol.asyncDispose]: () => Promise.resolve(void log.push(`${name} removed`)),
  });
  const sandbox: Sandbox = {
    id: "counting",
    isolated: false,
    open: () => {
      log.push("opened");
      if (log.length <= failures) return Promise.reject(new Error("no room"));
      return Promise.resolve(environment("original"));
    },
  };
  return { sandbox, log };
}

const never = new AbortController().signal;

test("the set-up runs once, and each environment is a copy of what it left", async () => {
  const { sandbox, log } = createSandbox(0);
  {
    await using template = createTemplate(sandbox, spec, never);
    expect(log).toEqual([]);
    const both = await Promise.all([template.open(), template.open()]);
    expect(both.map(({ workdir }) => workdir)).toEqual(["copy of original", "copy of original"]);
    expect(log).toEqual(["opened"]);
  }
  expect(log).toEqual(["opened", "original removed"]);
});

test("a set-up that failed is told to who asked, and tried again for the next", async () => {
  const { sandbox, log } = createSandbox(1);
  await using template = createTemplate(sandbox, spec, never);
  await expect(template.open()).rejects.toThrow("no room");
  expect((await template.open()).workdir).toBe("copy of original");
  expect(log).toEqual(["opened", "opened"]);
});
