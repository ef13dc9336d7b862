import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadTask } from "@/lib/tasks/load-task";
import { prepareTask } from "@/lib/tasks/prepare-task";
import { git, harborFiles, testFolder } from "@/lib/tasks/testing/test-folder";

const prompt = "Mend it.";
const project = {
  "package.json": '{ "scripts": { "test": "node --test" } }',
  "src/a.js": "export const a = 1;\n",
  ".gitignore": "out/\nnode_modules/\n",
  "node_modules/p/index.js": "// p\n",
  "out/built.js": "// built\n",
};

function repository(files: Record<string, string> = project) {
  const folder = testFolder(files);
  git(folder.path, "init", "-q");
  git(folder.path, "add", "-A");
  git(folder.path, "commit", "-q", "-m", "first");
  return folder;
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => !path.startsWith(".git/"))
    .sort();

describe("a folder with a prompt", () => {
  test("is a task that shows all its files and that nothing grades", async () => {
    using folder = testFolder(project);
    const task = await loadTask({ path: folder.path, prompt });
    expect(task).toMatchObject({
      instruction: prompt,
      testCommand: "node --test",
      hiddenTests: null,
      timeouts: { agentMs: 3_600_000, setUpMs: 600_000 },
      needs: null,
    });
    await using prepared = await prepareTask(task);
    expect(filesIn(prepared.spec.source)).toEqual(Object.keys(project).sort());
  });

  test("takes the named test command before package.json's", async () => {
    using folder = testFolder(project);
    expect((await loadTask({ path: folder.path, prompt, test: "make check" })).testCommand).toBe(
      "make check",
    );
    folder.write({ "package.json": "{ broken" });
    expect((await loadTask({ path: folder.path, prompt })).testCommand).toBeNull();
    folder.write({
      "package.json": '{ "scripts": { "test": "echo \\"Error: no test specified\\" && exit 1" } }',
    });
    expect((await loadTask({ path: folder.path, prompt })).testCommand).toBeNull();
  });

  test("has a checksum of files and prompt, whatever packages are installed", async () => {
    using folder = testFolder(project);
    const { checksum } = await loadTask({ path: folder.path, prompt });
    folder.write({ "node_modules/p/index.js": "// another p\n" });
    expect((await loadTask({ path: folder.path, prompt })).checksum).toBe(checksum);
    expect((await loadTask({ path: folder.path, prompt: "Do more." })).checksum).not.toBe(checksum);
    folder.write({ "src/a.js": "export const a = 2;\n" });
    expect((await loadTask({ path: folder.path, prompt })).checksum).not.toBe(checksum);
  });

  test("is refused when a link leads out of it", async () => {
    using folder = testFolder(project);
    symlinkSync("/etc", join(folder.path, "src/etc"));
    await expect(loadTask({ path: folder.path, prompt })).rejects.toThrow("absolute");
  });
});

describe("a git repository with a prompt", () => {
  test("is what HEAD holds, and its packages", async () => {
    using folder = repository();
    folder.write({ "src/a.js": "changed\n", "src/new.js": "new\n" });
    const before = git(folder.path, "status", "--porcelain");
    const task = await loadTask({ path: folder.path, prompt });
    expect(task.notes).toEqual([expect.stringContaining("2 changed files")]);
    await using prepared = await prepareTask(task);
    expect(filesIn(prepared.spec.source)).toEqual([
      ".gitignore",
      "node_modules/p/index.js",
      "package.json",
      "src/a.js",
    ]);
    expect(readFileSync(join(prepared.spec.source, "src/a.js"), "utf8")).toBe(project["src/a.js"]);
    expect(git(folder.path, "status", "--porcelain")).toBe(before);
    expect(git(folder.path, "log", "--oneline").trim().split("\n")).toHaveLength(1);
  });

  test("keeps programs, links, odd names and files that are tracked though ignored", async () => {
    using folder = testFolder({
      ...project,
      "run.sh": "true\n",
      "out of order/ä.txt": "",
      "big.bin": "\0\n\0".repeat(9999),
    });
    chmodSync(join(folder.path, "run.sh"), 0o755);
    symlinkSync("src/a.js", join(folder.path, "link.js"));
    git(folder.path, "init", "-q");
    git(folder.path, "add", "-A");
    git(folder.path, "add", "-f", "out/built.js");
    git(folder.path, "commit", "-q", "-m", "first");
    await using prepared = await prepareTask(await loadTask({ path: folder.path, prompt }));
    const { source } = prepared.spec;
    expect(statSync(join(source, "run.sh")).mode & 0o111).not.toBe(0);
    expect(readFileSync(join(source, "link.js"), "utf8")).toBe(project["src/a.js"]);
    expect(readFileSync(join(source, "big.bin"), "utf8")).toHaveLength(3 * 9999);
    expect(existsSync(join(source, "out of order/ä.txt"))).toBe(true);
    expect(existsSync(join(source, "out/built.js"))).toBe(true);
  });

  test("may be one folder of a repository", async () => {
    using folder = repository({ ...project, "part/b.js": "// b\n" });
    await using prepared = await prepareTask(await loadTask({ path: join(folder.path, "part"), prompt }));
    expect(filesIn(prepared.spec.source)).toEqual(["b.js"]);
  });

  test("is refused when a tracked link leads out of it", async () => {
    using folder = testFolder({ ...project, "a/b/c": "" });
    symlinkSync("../../outside", join(folder.path, "src/link"));
    git(folder.path, "init", "-q");
    git(folder.path, "add", "-A");
    git(folder.path, "commit", "-q", "-m", "first");
    const task = await loadTask({ path: folder.path, prompt });
    await expect(prepareTask(task)).rejects.toThrow("leads out");
  });

  test("without a commit is a plain folder", async () => {
    using folder = testFolder(project);
    git(folder.path, "init", "-q");
    await using prepared = await prepareTask(await loadTask({ path: folder.path, prompt }));
    expect(existsSync(join(prepared.spec.source, ".git"))).toBe(false);
    expect(existsSync(join(prepared.spec.source, "src/a.js"))).toBe(true);
  });
});

describe("the set-up", () => {
  const setUp = (folder: string, commands: readonly string[]) => {
    for (const command of commands) execFileSync("sh", ["-c", command], { cwd: folder, stdio: "pipe" });
  };

  test("makes the same commit everywhere, without packages", async () => {
    const heads = [];
    for (const make of [() => repository(), () => testFolder(project)]) {
      using folder = make();
      await using prepared = await prepareTask(await loadTask({ path: folder.path, prompt }));
      setUp(prepared.spec.source, prepared.spec.setUp);
      expect(git(prepared.spec.source, "ls-files").split("\n")).not.toContain("node_modules/p/index.js");
      expect(git(prepared.spec.source, "status", "--porcelain")).toBe("");
      heads.push(git(prepared.spec.source, "rev-parse", "HEAD"));
    }
    expect(heads[0]).toBe(heads[1]);
  });

  test("commits what was tracked though ignored", async () => {
    using folder = testFolder(project);
    git(folder.path, "init", "-q");
    git(folder.path, "add", "-f", "out/built.js", ".gitignore");
    git(folder.path, "commit", "-q", "-m", "first");
    await using prepared = await prepareTask(await loadTask({ path: folder.path, prompt }));
    setUp(prepared.spec.source, prepared.spec.setUp);
    expect(git(prepared.spec.source, "ls-files").trim().split("\n")).toEqual([".gitignore", "out/built.js"]);
  });
});

describe("what is no task is refused with one sentence", () => {
  test("no folder, or none with a task.toml", async () => {
    await expect(loadTask("/no/such/folder")).rejects.toThrow("There is no folder /no/such/folder");
    using folder = testFolder(project);
    await expect(loadTask(folder.path)).rejects.toThrow("has no task.toml");
    await expect(loadTask({ path: join(folder.path, "package.json"), prompt })).rejects.toThrow(
      "There is no folder",
    );
  });

  test("a task for Docker is not prepared", async () => {
    using folder = testFolder({
      ...harborFiles,
      "environment/Dockerfile": "FROM node:24\nWORKDIR /app\nRUN make\n",
    });
    const task = await loadTask(folder.path);
    await expect(prepareTask(task)).rejects.toThrow('line 3, says "RUN make"');
  });
});

test("a Harbor task is prepared as its Dockerfile says, without Dockerfile, tests and solution", async () => {
  using folder = testFolder({
    ...harborFiles,
    "environment/Dockerfile":
      "FROM node:24\nWORKDIR /app\nCOPY package.json ./\nCOPY src/ ./lib/\nCOPY src/a.js lib/b.js\n",
  });
  const task = await loadTask(folder.path);
  await using prepared = await prepareTask(task);
  expect(filesIn(prepared.spec.source)).toEqual(["lib/a.js", "lib/b.js", "package.json"]);
  expect(prepared.spec).toMatchObject({ workdir: "/app", setUpMs: 600_000 });
});
