import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadHarborTask } from "@/lib/tasks/harbor-task";
import { harborFiles, testFolder } from "@/lib/tasks/testing/test-folder";

const dockerfile = (lines: string) => ({
  ...harborFiles,
  "environment/Dockerfile": `FROM node:24\nWORKDIR /app\n${lines}\n`,
});
const settings = (lines: string) => ({ ...harborFiles, "task.toml": lines });

describe("a Harbor task", () => {
  test("is read with everything that running it needs", async () => {
    using folder = testFolder({
      ...dockerfile("COPY package*.json ./\nCOPY src ./lib\nENV MODE=test"),
      "task.toml": `schema_version = "1.2"
[task]
name = "org/small"
[agent]
timeout_sec = 30.5
[verifier]
timeout_sec = 20
[environment]
memory = "2G"
storage_mb = 512
env = { LANG = "C" }
`,
    });
    const task = await loadHarborTask(folder.path);
    expect(task).toMatchObject({
      name: "org/small",
      instruction: "Mend it.",
      workdir: "/app",
      env: { MODE: "test", LANG: "C" },
      testCommand: "node --test",
      hiddenTests: join(folder.path, "tests"),
      timeouts: { agentMs: 30_500, verifierMs: 20_000, setUpMs: 600_000 },
      resources: { memoryMb: 2048, diskMb: 512 },
      needs: null,
      notes: [],
    });
    expect(task.files).toMatchObject({
      root: join(folder.path, "environment"),
      copies: [
        { from: "package.json", to: "package.json" },
        { from: "src", to: "lib" },
      ],
    });
  });

  test("without limits of its own has Harbor's, and is named after its folder", async () => {
    using folder = testFolder({ ...harborFiles, "task.toml": 'version = "1.0"\n' });
    const task = await loadHarborTask(folder.path);
    expect(task.timeouts).toEqual({ agentMs: null, verifierMs: 600_000, setUpMs: 600_000 });
    expect(folder.path.endsWith(task.name)).toBe(true);
  });

  test("has a checksum of its content, not of its place", async () => {
    using folder = testFolder(harborFiles);
    using other = testFolder();
    cpSync(folder.path, other.path, { recursive: true });
    const { checksum } = await loadHarborTask(folder.path);
    expect((await loadHarborTask(other.path)).checksum).toBe(checksum);
    other.write({ "tests/test.sh": "#!/bin/sh\nfalse\n" });
    expect((await loadHarborTask(other.path)).checksum).not.toBe(checksum);
  });

  test("says when its image promises other programs", async () => {
    using folder = testFolder({
      ...harborFiles,
      "environment/Dockerfile": "FROM python:3.12\nWORKDIR /app\nCOPY . .\n",
    });
    expect((await loadHarborTask(folder.path)).notes).toEqual([expect.stringContaining("python:3.12")]);
  });
});

describe("what needs Docker is said with the line", () => {
  const because = async (files: Record<string, string>) => {
    using folder = testFolder(files);
    return (await loadHarborTask(folder.path)).needs;
  };

  test.each([
    ["RUN apt-get install -y git", "RUN apt-get install -y git"],
    ["COPY src /etc/app", "COPY src /etc/app"],
    ["WORKDIR /", "WORKDIR /"],
  ])("in the Dockerfile: %s", async (lines, line) => {
    const needs = await because(dockerfile(lines));
    expect(needs).toMatchObject({ sandbox: "docker", line });
    expect(needs?.reason).toContain(`"${line}"`);
  });

  test.each([
    ['[environment]\ndocker_image = "a/b:1"', 'docker_image = "a/b:1"'],
    ["[environment]\ngpus = 1", "gpus = 1"],
    ['[environment]\nenv = { KEY = "${KEY}" }', 'KEY = "${KEY}"'],
    ['[[environment.mcp_servers]]\nname = "a"', "[[environment.mcp_servers]]"],
    ['[verifier]\nenvironment_mode = "separate"', 'environment_mode = "separate"'],
  ])("in task.toml: %s", async (toml, line) => {
    expect(await because(settings(toml))).toMatchObject({ line, where: "task.toml" });
  });

  test("in the tests, when they fetch something", async () => {
    const needs = await because({
      ...harborFiles,
      "tests/test.sh": "#!/bin/sh\n# curl\ncurl -LsSf https://x | sh\n",
    });
    expect(needs).toMatchObject({ line: "curl -LsSf https://x | sh", where: "tests/test.sh, line 3," });
  });

  test("services of its own", async () => {
    expect(
      await because({ ...harborFiles, "environment/docker-compose.yaml": "services: {}\n" }),
    ).toMatchObject({
      line: "docker-compose.yaml",
    });
  });
});

describe("a task that cannot be read is refused with one sentence", () => {
  const loading = async (
    files: Record<string, string>,
    spoil: (folder: string) => void = () => undefined,
  ) => {
    using folder = testFolder(files);
    spoil(folder.path);
    await loadHarborTask(folder.path);
  };

  test.each(["instruction.md", "tests/test.sh", "environment/Dockerfile"])("without %s", async (part) => {
    const spoil = (folder: string) => rmSync(join(folder, part));
    await expect(loading(harborFiles, spoil)).rejects.toThrow(part.split("/").at(-1));
  });

  test("with settings that are wrong", async () => {
    await expect(loading(settings("a = "))).rejects.toThrow("line 1 is not valid TOML");
    await expect(loading(settings("[agent]\ntimeout_sec = -1"))).rejects.toThrow(
      '"agent.timeout_sec" must be more than 0',
    );
    await expect(loading(settings('[environment]\nmemory = "lots"'))).rejects.toThrow(
      '"environment.memory" must be a size',
    );
    await expect(loading(settings('[[steps]]\nname = "one"'))).rejects.toThrow("several steps");
  });

  test("when a COPY names what is not there", async () => {
    await expect(loading(dockerfile("COPY nothing ./"))).rejects.toThrow('line 3, copies "nothing"');
  });

  test("when a link leads out of its part of the folder", async () => {
    const link = (target: string, path: string) => (folder: string) => {
      mkdirSync(join(folder, "environment"), { recursive: true });
      symlinkSync(target, join(folder, path));
    };
    await expect(loading(harborFiles, link("../solution", "environment/hints"))).rejects.toThrow("leads out");
    await expect(loading(harborFiles, link("/etc/passwd", "environment/users"))).rejects.toThrow("absolute");
    await expect(loading(harborFiles, link("../../../nowhere", "environment/x"))).rejects.toThrow(
      "leads out",
    );
    const { "instruction.md": _, ...rest } = harborFiles;
    await expect(loading(rest, link("/etc/hostname", "instruction.md"))).rejects.toThrow("leads out");
  });
});
