// A folder or git repository of the user, with a prompt: a task that nothing grades unless tests are named.
import { createHash } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { firstCommit, PACKAGES_FOLDER } from "@/lib/tasks/first-commit";
import { addText, checksumFiles, listFiles, readInside } from "@/lib/tasks/folder-files";
import { countChanges, listTree, readObjects, treeAtHead } from "@/lib/tasks/git";
import { TaskError, type TaskSource } from "@/lib/tasks/task-source";
import { testCommandOf } from "@/lib/tasks/test-command";

export const plainTaskSchema = z.object({
  path: z.string("must name a folder").min(1, "must name a folder"),
  prompt: z.string("must say what is to be done").trim().min(1, "must say what is to be done"),
  /** Shell command that runs the tests; without one, package.json's "test" script. */
  test: z.string("must be a command").trim().min(1, "must be a command").optional(),
});
export type PlainTask = z.infer<typeof plainTaskSchema>;

const WORKDIR = "/workspace";
/** Of the checksum, in the task's name. */
const NAME_DIGITS = 8;
/** Far more than the steps of a rollout need, and an end for one that hangs. */
const AGENT_MS = 3_600_000;
const VERIFIER_MS = 600_000;
const SET_UP_MS = 600_000;

/**
 * Reads a plain task. In a git repository the files are those tracked at HEAD, with what HEAD holds; changes that are
 * not committed are left out, and said. Elsewhere they are all files of the folder. Either way `.git` stays behind,
 * and node_modules comes along uncommitted, because tests need their packages and there is no network to fetch them;
 * it counts in no checksum: the lock file stands for it.
 * @throws TaskError when the folder is not there or something leads out of it
 */
export async function loadPlainTask({ path, prompt, test }: PlainTask): Promise<TaskSource> {
  const folder = await folderAt(path);
  const tree = await treeAtHead(folder);
  const read = tree === null ? await readFolder(folder) : await readTree(folder, tree);
  const checksum = checksumTexts([read.checksum, prompt, test ?? ""]);
  return {
    // Attempts are compared within a task: other files, another prompt or other tests are another task.
    name: `${basename(folder)}-${checksum.slice(0, NAME_DIGITS)}`,
    folder,
    checksum,
    instruction: prompt,
    files: read.files,
    workdir: WORKDIR,
    env: {},
    setUp: firstCommit(tree !== null),
    testCommand: test ?? testCommandOf(read.packageJson),
    hiddenTests: null,
    timeouts: { agentMs: AGENT_MS, verifierMs: VERIFIER_MS, setUpMs: SET_UP_MS },
    resources: { memoryMb: null, diskMb: null },
    needs: null,
    notes: read.notes,
  };
}

interface PlainFiles {
  files: TaskSource["files"];
  checksum: string;
  packageJson: string | null;
  notes: string[];
}

async function readFolder(root: string): Promise<PlainFiles> {
  const files = await listFiles(root, [".git", PACKAGES_FOLDER]);
  return {
    files: { kind: "folder", root },
    checksum: await checksumFiles(root, files),
    packageJson: await readInside(root, "package.json"),
    notes: [],
  };
}

async function readTree(root: string, tree: string): Promise<PlainFiles> {
  const entry = (await listTree(root, tree)).find(({ path }) => path === "package.json");
  const [packageJson] = entry ? await readObjects(root, [entry.object]) : [];
  const changes = await countChanges(root);
  return {
    files: { kind: "tree", root, tree },
    checksum: checksumTexts(["tree", tree]),
    packageJson: packageJson?.toString("utf8") ?? null,
    notes: changes === 0 ? [] : [uncommitted(root, changes)],
  };
}

function uncommitted(root: string, changes: number): string {
  const files = changes === 1 ? "1 changed file" : `${String(changes)} changed files`;
  return `${files} in ${root} that are not committed are left out: the task is what HEAD holds.`;
}

function checksumTexts(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) addText(hash, text);
  return hash.digest("hex");
}

async function folderAt(path: string): Promise<string> {
  const status = await stat(path).catch(() => null);
  if (status?.isDirectory() !== true) throw new TaskError(`There is no folder ${path}. Check the path.`);
  return realpath(path);
}
