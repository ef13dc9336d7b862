// Task folders and repositories for tests, written to a temporary folder.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface TestFolder extends Disposable {
  /** Real path. */
  readonly path: string;
  /** Adds files: relative path to content. */
  write(files: Record<string, string>): void;
}

export function testFolder(files: Record<string, string> = {}): TestFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "playoff-tasks-test-")));
  const write = (more: Record<string, string>) => {
    for (const [name, content] of Object.entries(more)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    }
  };
  write(files);
  return { path, write, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** The least that a Harbor task consists of. */
export const harborFiles = {
  "task.toml": 'schema_version = "1.1"\n[task]\nname = "org/small"\n',
  "instruction.md": "Mend it.\n",
  "environment/Dockerfile": "FROM node:24\nWORKDIR /app\nCOPY . .\n",
  "environment/package.json": '{ "scripts": { "test": "node --test" } }',
  "environment/src/a.js": "export const a = 1;\n",
  "tests/test.sh": "#!/bin/sh\nnode --test\n",
  "solution/solve.sh": "true\n",
};

/** Runs git with a fixed identity. */
export function git(folder: string, ...args: string[]): string {
  const settings = [
    "user.name=t",
    "user.email=t@localhost",
    "init.defaultBranch=main",
    "commit.gpgsign=false",
  ];
  const all = [...settings.flatMap((setting) => ["-c", setting]), ...args];
  return execFileSync("git", all, { cwd: folder, encoding: "utf8", stdio: "pipe" });
}
