// From a task to the one folder that every workspace of it is copied from.
import { constants } from "node:fs";
import { chmod, copyFile, mkdir, readlink, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { EnvironmentSpec } from "@/lib/engine/ports";
import { PACKAGES_FOLDER } from "@/lib/tasks/first-commit";
import { insideFolder, listFiles, type FolderFile } from "@/lib/tasks/folder-files";
import { listTree, readObjects } from "@/lib/tasks/git";
import { TaskError, type TaskCopy, type TaskFiles, type TaskSource } from "@/lib/tasks/task-source";
import { makeTempFolder } from "@/lib/utils/temp-folder";

/** A task's files in a temporary folder. Disposing removes the folder. */
export interface PreparedTask extends AsyncDisposable {
  /** What a sandbox needs; the limits are the caller's. */
  readonly spec: Omit<EnvironmentSpec, "limits">;
}

/**
 * Copies the task's files to a new temporary folder, which can be the source of many environments.
 * @throws TaskError when the task needs Docker, or when its files lead out of their folder
 */
export async function prepareTask(task: TaskSource): Promise<PreparedTask> {
  if (task.needs) throw new TaskError(task.needs.reason);
  const source = await realpath(await makeTempFolder("task"));
  const dispose = () => rm(source, { recursive: true, force: true });
  try {
    await fill(source, task.files);
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    spec: {
      source,
      setUp: task.setUp,
      setUpMs: task.timeouts.setUpMs,
      workdir: task.workdir,
      env: task.env,
    },
    [Symbol.asyncDispose]: dispose,
  };
}

async function fill(target: string, files: TaskFiles): Promise<void> {
  switch (files.kind) {
    case "copies":
      return fillFromCopies(target, files.root, files.copies);
    case "folder":
      return copyFiles(await listFiles(files.root, [".git"]), files.root, target);
    case "tree":
      return fillFromTree(target, files.root, files.tree);
  }
}

async function fillFromCopies(target: string, root: string, copies: readonly TaskCopy[]): Promise<void> {
  const files = await listFiles(root, [".git"]);
  for (const { from, to } of copies) {
    const prefix = from === "." ? "" : `${from}/`;
    for (const file of files.filter(({ path }) => path === from || path.startsWith(prefix))) {
      const place = file.path === from ? to : join(to, file.path.slice(prefix.length));
      await copyOne(file, join(root, file.path), join(target, place));
    }
  }
  // A link may have been right where it was and lead out where it is now.
  await listFiles(target);
}

async function fillFromTree(target: string, root: string, tree: string): Promise<void> {
  // A submodule is a commit elsewhere: there are no bytes of it here.
  const entries = (await listTree(root, tree)).filter(({ mode }) => mode !== "160000");
  const contents = await readObjects(
    root,
    entries.map(({ object }) => object),
  );
  const written = entries.map((entry, index) => ({ ...entry, content: contents[index] ?? Buffer.alloc(0) }));
  // Links come last, so that no file is written through one.
  for (const { mode, path, content } of written.filter((entry) => entry.mode !== "120000")) {
    const file = await placeOf(target, path);
    await writeFile(file, content);
    if (mode === "100755") await chmod(file, 0o755);
  }
  for (const { path, content } of written.filter((entry) => entry.mode === "120000")) {
    await symlink(content.toString("utf8"), await placeOf(target, path));
  }
  await listFiles(target);
  await copyPackages(
    target,
    root,
    entries.some(({ path }) => path.startsWith(`${PACKAGES_FOLDER}/`)),
  );
}

/** Packages are brought along unless they are tracked, and then there already. */
async function copyPackages(target: string, root: string, tracked: boolean): Promise<void> {
  const packages = tracked ? null : await insideFolder(root, PACKAGES_FOLDER);
  if (packages === null) return;
  await copyFiles(await listFiles(packages), packages, join(target, PACKAGES_FOLDER));
}

async function copyFiles(files: readonly FolderFile[], root: string, target: string): Promise<void> {
  for (const file of files) await copyOne(file, join(root, file.path), join(target, file.path));
}

async function copyOne({ kind }: FolderFile, from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if (kind === "link") await symlink(await readlink(from), to);
  else await copyFile(from, to, constants.COPYFILE_FICLONE);
}

async function placeOf(target: string, path: string): Promise<string> {
  const place = join(target, path);
  await mkdir(dirname(place), { recursive: true });
  return place;
}
