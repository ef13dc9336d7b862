// Edits made with an editing tool: recognised by the shape of its arguments, then by its name.
import { textField, type Exchange, field } from "@/lib/engine/evidence/exchanges";
import { isFilePath, tidyPath } from "@/lib/engine/evidence/paths";
import { readDiffReplacement, type Replacement } from "@/lib/engine/evidence/replacement";
import type { EditEvidence } from "@/lib/domain/evidence";

export interface EditTarget {
  path: string;
  kind: EditEvidence["kind"];
  /** The change, verbatim, where it is shown. */
  change?: string[];
  /** What it replaces by what, where the call tells. */
  replaces?: Replacement | null;
  /** The whole text of the file from now on, where the call tells. */
  content?: string | null;
}

const PATH_KEYS = [
  "file_path",
  "path",
  "filePath",
  "filename",
  "target_file",
  "notebook_path",
  "absolute_path",
];
const EDIT_KEYS = [
  "old_string",
  "old_str",
  "oldString",
  "new_string",
  "new_str",
  "oldText",
  "newText",
  "edits",
  "insert_line",
  "diff",
  "new_source",
];
const CONTENT_KEYS = ["content", "file_text", "contents", "file_content"];

/** Files that a tool call sets out to change; [] for calls that are not edits. */
export function toolEdits(exchange: Exchange): EditTarget[] {
  const patch = patchText(exchange);
  if (patch !== null) return patchTargets(patch);
  const changes = field(exchange.input, "changes");
  if (Array.isArray(changes)) return changes.flatMap(changeTarget);
  const path = textField(exchange.input, PATH_KEYS);
  if (path === null || !isFilePath(path)) return [];
  const kind = editKind(exchange);
  return kind === null ? [] : [{ path: tidyPath(path), kind, ...shownChange(exchange.input, kind) }];
}

/** The old and the new text of a replacement, or the whole text of a file that is written. */
function shownChange(
  input: unknown,
  kind: EditTarget["kind"],
): Pick<EditTarget, "change" | "replaces" | "content"> {
  const before = textField(input, ["old_string", "old_str", "oldString", "oldText"]);
  const after = textField(input, ["new_string", "new_str", "newString", "newText"]);
  if (after !== null) {
    const change = [before ?? "", after].filter((text) => text.trim() !== "");
    return { change, replaces: before === null ? null : { before, after } };
  }
  const content = kind === "create" ? textField(input, CONTENT_KEYS) : null;
  return content === null ? {} : { change: [content], content };
}

function editKind(exchange: Exchange): EditTarget["kind"] | null {
  const verb = field(exchange.input, "command");
  if (verb === "view") return null;
  if (verb === "create") return "create";
  if (verb === "undo_edit") return "revert";
  if (verb === "str_replace" || verb === "insert") return "edit";
  if (/^(?:delete|remove)(?:_?file)?$/i.test(exchange.tool)) return "delete";
  if (EDIT_KEYS.some((key) => field(exchange.input, key) !== undefined)) return "edit";
  return CONTENT_KEYS.some((key) => field(exchange.input, key) !== undefined) ? "create" : null;
}

const CHANGE_KINDS: Readonly<Record<string, EditTarget["kind"]>> = {
  add: "create",
  update: "edit",
  delete: "delete",
};

/** Codex lists what a patch did to each file: `{path, kind}`. */
function changeTarget(change: unknown): EditTarget[] {
  const path = textField(change, ["path"]);
  const kind = textField(change, ["kind"]) ?? "";
  if (path === null || !isFilePath(path) || !Object.hasOwn(CHANGE_KINDS, kind)) return [];
  return [{ path: tidyPath(path), kind: CHANGE_KINDS[kind] ?? "edit" }];
}

function patchText(exchange: Exchange): string | null {
  const text =
    typeof exchange.input === "string"
      ? exchange.input
      : textField(exchange.input, ["input", "patch", "patch_text", "patchText"]);
  return text?.includes("*** Begin Patch") === true ? text : null;
}

/** Files named in an `apply_patch` text ("*** Update File: path"). */
export function patchTargets(text: string): EditTarget[] {
  return [...text.matchAll(/^\*\*\* (Add|Update|Delete) File: (.+)$/gm)].flatMap((found) => {
    const path = tidyPath(found[2] ?? "");
    if (path === "") return [];
    const kind = found[1] === "Add" ? "create" : found[1] === "Delete" ? "delete" : "edit";
    const [change = ""] = text.slice(found.index + found[0].length + 1).split(/^\*\*\* /m, 1);
    return [{ path, kind, change: [change], replaces: readDiffReplacement(change) } satisfies EditTarget];
  });
}
