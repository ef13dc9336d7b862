// Edits made from a shell: sed -i, heredocs, tee, patches, small Python or Node scripts, SWE-agent's own commands.
import { isFilePath, tidyPath } from "@/lib/engine/evidence/paths";
import { readPatchFiles } from "@/lib/engine/evidence/patch";
import { readDiffReplacement, readSedReplacement } from "@/lib/engine/evidence/replacement";
import { baseName, programWords, type ShellCommand } from "@/lib/engine/evidence/shell";
import { patchTargets, type EditTarget } from "@/lib/engine/evidence/tool-edits";

/** Files that a simple command sets out to change (heuristic for scripts: paths they open for writing). */
export function shellEdits(command: ShellCommand): EditTarget[] {
  const words = programWords(command.words);
  const program = baseName(words[0] ?? "");
  const targets = [...programEdits(program, words.slice(1), command), ...redirectEdits(command)];
  return targets
    .filter((target) => isFilePath(target.path))
    .map((target) => ({ ...target, path: tidyPath(target.path) }));
}

const WRITERS = new Set(["cat", "echo", "printf", "base64", ""]);

/** True for `cat`, `echo` and their kin: a file that their output goes to is written by the agent, not made by a program. */
export function writesWhatItIsTold(command: ShellCommand): boolean {
  return WRITERS.has(baseName(programWords(command.words)[0] ?? ""));
}

/** `> file` counts as an edit for programs that write what they are told; logs of other programs do not. */
function redirectEdits(command: ShellCommand): EditTarget[] {
  if (!writesWhatItIsTold(command)) return [];
  return command.writes.map(({ path, append }) => {
    const written = command.heredoc === null ? {} : { change: [command.heredoc] };
    if (append) return { path, kind: "edit", ...written };
    return { path, kind: "create", ...written, content: command.heredoc };
  });
}

function programEdits(program: string, rest: readonly string[], command: ShellCommand): EditTarget[] {
  const plain = rest.filter((word) => !word.startsWith("-"));
  if (program === "sed" || program === "perl") return inPlaceEdits(program, rest);
  if (program === "tee") return edits(plain, rest.includes("-a") ? "edit" : "create");
  if (program === "rm") return edits(plain, "delete");
  if (program === "cp" || program === "mv") return edits(plain.slice(-1), "create");
  if (program === "git") return gitEdits(rest, command.heredoc);
  if (program === "patch" || program === "apply_patch")
    return patchEdits(
      [...rest, command.heredoc ?? ""].join("\n"),
      program === "patch" && (rest.includes("-R") || rest.includes("--reverse")) ? "revert" : "edit",
    );
  if (/^(?:python[\d.]*|node|ruby)$/.test(program)) {
    const script = command.heredoc ?? inlineScript(rest);
    return scriptEdits(script).map((target) => ({ ...target, change: [script] }));
  }
  if (program === "str_replace_editor") return editorEdits(rest);
  if (program === "create") return edits(rest.slice(0, 1), "create");
  return [];
}

function edits(paths: readonly string[], kind: EditTarget["kind"]): EditTarget[] {
  return paths.map((path) => ({ path, kind }));
}

function inPlaceEdits(program: string, rest: readonly string[]): EditTarget[] {
  const inPlace = rest.some((word) => (program === "sed" ? /^-[a-zA-Z]*i|^--in-place/ : /^-\w*i/).test(word));
  if (!inPlace) return [];
  const isGiven = (index: number) => /^-\w*e$/.test(rest[index - 1] ?? "");
  const plain = rest.filter((word, index) => !word.startsWith("-") && !isGiven(index));
  const given = rest.filter((_, index) => isGiven(index));
  const expressions = given.length > 0 ? given : plain.slice(0, 1);
  const [only = "", ...others] = expressions;
  const replaces = program === "sed" && others.length === 0 ? readSedReplacement(only) : null;
  return (given.length > 0 ? plain : plain.slice(1))
    .filter((word) => word !== "")
    .map((path) => ({ path, kind: "edit", change: expressions, replaces }));
}

function gitEdits(rest: readonly string[], heredoc: string | null): EditTarget[] {
  const at = rest.findIndex((word) => /^(?:apply|rm|mv|checkout|restore)$/.test(word));
  const verb = rest[at];
  const plain = rest.slice(at + 1).filter((word) => !word.startsWith("-"));
  const isReverse = rest.includes("-R") || rest.includes("--reverse");
  if (verb === "apply") return patchEdits(heredoc ?? "", isReverse ? "revert" : "edit");
  if (verb === "rm") return edits(plain, "delete");
  if (verb === "restore" && !rest.includes("--staged")) return edits(plain, "revert");
  if (verb === "checkout")
    return edits(
      plain.filter((word) => rest.includes("--") || /\/.*\.\w+$/.test(word)),
      "revert",
    );
  return [];
}

function patchEdits(text: string, kind: "edit" | "revert" = "edit"): EditTarget[] {
  const named = patchTargets(text);
  if (named.length > 0) return named;
  return splitDiff(text).flatMap((change) =>
    readPatchFiles(change).map(({ path }): EditTarget => {
      return { path, kind, change: [change], replaces: readDiffReplacement(change) };
    }),
  );
}

/** A diff file by file, without the lines between two files. */
function splitDiff(text: string): string[] {
  return text
    .split(/^(?=--- .*\n\+\+\+ )/m)
    .filter((part) => part.startsWith("--- "))
    .map((part) => part.replace(/\n(?:diff --git |index )[\s\S]*$/, "").trimEnd());
}

function inlineScript(rest: readonly string[]): string {
  const flag = rest.findIndex((word) => word === "-c" || word === "-e");
  return flag === -1 ? "" : (rest[flag + 1] ?? "");
}

const WRITE_CALLS = [
  /open\(\s*([\w.]+|['"][^'"\n]{1,300}['"])\s*,\s*(?:mode\s*=\s*)?['"][wax]/g,
  /Path\(\s*([\w.]+|['"][^'"\n]{1,300}['"])\s*\)\.write_/g,
  /\b(\w+)\.write_text\(/g,
  /writeFileSync\(\s*([\w.]+|['"`][^'"`\n]{1,300}['"`])/g,
];

/** Paths that a small script opens for writing; a variable is followed to the string assigned to it. */
export function scriptEdits(script: string): EditTarget[] {
  const names = WRITE_CALLS.flatMap((call) => [...script.matchAll(call)].map((found) => found[1] ?? ""));
  const paths = names.map((name) => (/^['"`]/.test(name) ? name.slice(1, -1) : assignedText(script, name)));
  return edits([...new Set(paths.filter((path) => path !== null))], "edit");
}

function assignedText(script: string, name: string): string | null {
  const start = new RegExp(
    `\\b${name.replaceAll(".", "\\.")}\\s*=\\s*(?:[\\w.]*Path\\(\\s*)?['"\`]([^'"\`\\n]{1,300})['"\`]`,
  );
  return start.exec(script)?.[1] ?? null;
}

function editorEdits(rest: readonly string[]): EditTarget[] {
  const path = rest[1] ?? "";
  if (rest[0] === "create") return edits([path], "create");
  if (rest[0] === "undo_edit") return edits([path], "revert");
  return ["str_replace", "insert"].includes(rest[0] ?? "") ? edits([path], "edit") : [];
}
