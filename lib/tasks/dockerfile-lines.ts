// A Dockerfile as a list of instructions, before anybody asks what they mean.

export interface DockerInstruction {
  /** In capitals: "COPY". */
  name: string;
  /** What follows the name, on one line. */
  rest: string;
  /** The instruction as written, joined to one line. */
  text: string;
  /** Number of its first line, from 1. */
  line: number;
}

/** The instructions in order; comments and empty lines are dropped, continued lines ("\" at the end) are joined. */
export function readDockerfile(text: string): DockerInstruction[] {
  const instructions: DockerInstruction[] = [];
  let open: { parts: string[]; line: number } | null = null;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    open ??= { parts: [], line: index + 1 };
    const continues = line.endsWith("\\");
    open.parts.push(continues ? line.slice(0, -1).trim() : line);
    if (continues) continue;
    instructions.push(instructionOf(open.parts, open.line));
    open = null;
  }
  if (open) instructions.push(instructionOf(open.parts, open.line));
  return instructions;
}

/**
 * The words of an instruction: a JSON list, or separated by spaces with quotes kept together. Null when it uses
 * variables or other syntax of a shell.
 */
export function wordsOf(rest: string): string[] | null {
  if (rest.startsWith("[")) return jsonWords(rest);
  if (/[$`\\]|<</.test(rest)) return null;
  return [...rest.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replaceAll(/["']/g, ""));
}

function jsonWords(rest: string): string[] | null {
  try {
    const value: unknown = JSON.parse(rest);
    return Array.isArray(value) && value.every((word) => typeof word === "string") ? value : null;
  } catch {
    return null;
  }
}

function instructionOf(parts: string[], line: number): DockerInstruction {
  const text = parts.join(" ");
  const [name = ""] = text.split(/\s/, 1);
  return { name: name.toUpperCase(), rest: text.slice(name.length).trim(), text, line };
}
