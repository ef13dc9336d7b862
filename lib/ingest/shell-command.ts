// Which tool calls are shell commands. By the tool's name and argument: a heuristic, as no log says it.
import { get, textOrNull } from "@/lib/ingest/json-value";
import { listScriptedCalls } from "@/lib/utils/script-calls";

const SHELL_TOOL = /(?:^|[^a-z])(?:bash|shell|sh|terminal|exec|execute|command|cmd|run)(?:$|[^a-z])/i;
const ARGUMENTS = ["command", "cmd", "keystrokes", "script"];

/**
 * The shell text of a call on a shell-like tool, or null: `bash {command}`, `exec_command {cmd}`, … Of a script that
 * calls tools (Codex's code mode) it is the commands that the script runs, one a line.
 */
export function shellCommand(tool: string, input: unknown): string | null {
  if (!SHELL_TOOL.test(tool.replace(/([a-z])([A-Z])/g, "$1_$2"))) return null;
  const calls = listScriptedCalls(textOrNull(input) ?? textOrNull(get(input, "input")) ?? "");
  if (calls.length > 0) {
    return calls.flatMap((call) => shellCommand(call.tool, call.input) ?? []).join("\n") || null;
  }
  if (typeof input === "string") return input;
  for (const name of ARGUMENTS) {
    const value = get(input, name);
    if (typeof value === "string") return value;
    if (Array.isArray(value)) return joinWords(value);
  }
  return null;
}

/** Of ["bash", "-lc", "ls -l"] the script is the command; other lists are joined by spaces. */
function joinWords(words: readonly unknown[]): string {
  const texts = words.map(String);
  const [program = "", flag = "", script] = texts;
  const isWrapper = /(?:^|\/)(?:ba|z|da)?sh$/.test(program) && /^-[a-z]*c$/.test(flag);
  return isWrapper && texts.length === 3 && script !== undefined ? script : texts.join(" ");
}
