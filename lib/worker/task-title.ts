// What a person reads as the name of a task.
import type { ParsedRollout } from "@/lib/domain/trajectory";
import { maskSecrets } from "@/lib/domain/secrets/mask";
import { focusStatement } from "@/lib/engine/summarise/requirements";
import { cutLine } from "@/lib/utils/cut-line";

const MAX_CHARS = 100;

/**
 * The instance id (with its source when it is but a number), else the statement's first line, else the file's name.
 * Secrets are masked: a title stands in lists, addresses' previews and windows, where nobody can be asked.
 */
export function titleTask(task: ParsedRollout["task"], fileName: string): string {
  return maskSecrets(chooseTitle(task, fileName));
}

function chooseTitle({ instanceId, source, statement }: ParsedRollout["task"], fileName: string): string {
  if (instanceId !== null)
    return tellsLittle(instanceId) && source !== null ? `${source} · ${instanceId}` : instanceId;
  const lines = statement === null ? [] : focusStatement(unquote(statement)).split("\n");
  const told = lines.map(withoutMarkup).filter((line) => /[\p{L}\p{N}]/u.test(line));
  const line = told.find((text) => !isHeading(text)) ?? told[0];
  return line === undefined ? fileName : cutLine(line, MAX_CHARS);
}

/** "7", "q12": the ids of data sets that number their samples. */
function tellsLittle(instanceId: string): boolean {
  return /^\p{L}{0,2}[-_]?\d+$/u.test(instanceId);
}

function withoutMarkup(line: string): string {
  return line
    .replaceAll(/<\/?[\w-]+>/g, "")
    .replace(/^[\s#*>-]+/, "")
    .trim();
}

/** "Task:", "1 • CONTEXT": says what follows and not what it is about. */
function isHeading(line: string): boolean {
  return /^(?:\d+\s*[.)•:]\s*)?(?:task|context|instructions?|problem|question|input|goal|overview|prompt)\s*:?$/i.test(
    line,
  );
}

/** A prompt that was handed over as JSON text, perhaps twice. */
function unquote(statement: string): string {
  const text = statement.trim();
  if (!/^".*"$/s.test(text)) return statement;
  try {
    const inner: unknown = JSON.parse(text);
    return typeof inner === "string" && inner !== text ? unquote(inner) : statement;
  } catch (error) {
    if (error instanceof SyntaxError) return statement;
    throw error;
  }
}
