// The COPY lines of a Dockerfile against the files that are there: what goes where in the workspace.
import { posix } from "node:path";
import type { DockerCopy, DockerPlan } from "@/lib/tasks/dockerfile";
import type { FolderFile } from "@/lib/tasks/folder-files";
import { TaskError, type TaskCopy } from "@/lib/tasks/task-source";

/** The copies of a plan, or the first COPY whose target is not in the working folder. */
export type ResolvedCopies = { ok: true; copies: TaskCopy[] } | { ok: false; outside: DockerCopy };

/**
 * Finds what each COPY means, as Docker does: a folder's content goes to the target, a file becomes the target, or
 * goes into it when that is a folder; "*" and "?" stand for parts of a name.
 * @param files of the build context
 * @throws TaskError when a source is not there
 */
export function resolveCopies(plan: DockerPlan, files: readonly FolderFile[]): ResolvedCopies {
  const context = contextOf(files);
  const folders = new Set([plan.workdir]);
  const copies: TaskCopy[] = [];
  for (const copy of plan.copies) {
    for (const from of copy.sources.flatMap((source) => findSources(source, context, copy))) {
      const isFolder = context.folders.has(from);
      const into = copy.intoFolder || folders.has(copy.target);
      const target = isFolder || !into ? copy.target : posix.join(copy.target, posix.basename(from));
      if (isFolder) folders.add(target);
      const to = posix.relative(plan.workdir, target) || ".";
      if (to === ".." || to.startsWith("../")) return { ok: false, outside: copy };
      copies.push({ from, to });
    }
  }
  return { ok: true, copies };
}

interface Context {
  paths: string[];
  folders: ReadonlySet<string>;
}

function contextOf(files: readonly FolderFile[]): Context {
  const folders = new Set(["."]);
  for (const { path } of files) {
    for (let folder = posix.dirname(path); !folders.has(folder); folder = posix.dirname(folder))
      folders.add(folder);
  }
  return { paths: [...folders, ...files.map((file) => file.path)].sort(), folders };
}

function findSources(source: string, { paths }: Context, copy: DockerCopy): string[] {
  // "/src" and "../src" mean "src": nothing outside the build context can be named.
  const path = posix.relative("/", posix.resolve("/", source)) || ".";
  const name = nameOf(path);
  const found = paths.filter((candidate) => name.test(candidate));
  if (found.length > 0) return found;
  const { text, line } = copy.instruction;
  throw new TaskError(
    `environment/Dockerfile, line ${String(line)}, copies "${source}" ("${text}"), which is not there.`,
  );
}

/** Matches what a path with "*" and "?" stands for. */
function nameOf(path: string): RegExp {
  const literal = path.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`);
}
