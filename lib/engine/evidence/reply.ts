// What the environment gave back, made readable: capped, as plain text, without the harness's wrapping.
import { plainTerminalText } from "@/lib/domain/terminal-text";

/**
 * Characters scanned at each end of one observation. Outputs of up to 50 MB occur; what a rule needs (exit code,
 * result line, last error) stands at the head or the tail, so the middle of a longer output is not read.
 */
export const SCAN_EACH_END = 65_536;

/** The head and the tail of a long text, cut at line ends where there are any; short texts as they are. */
export function capText(text: string, each = SCAN_EACH_END): string {
  if (text.length <= 2 * each) return text;
  const head = text.slice(0, each);
  const tail = text.slice(-each);
  const headEnd = head.lastIndexOf("\n");
  const tailStart = tail.indexOf("\n");
  return `${headEnd > 0 ? head.slice(0, headEnd) : head}\n${tailStart === -1 ? tail : tail.slice(tailStart + 1)}`;
}

const HEAD_CODES = [
  /<returncode>(-?\d+)<\/returncode>/,
  /^Process exited with code (-?\d+)/m,
  /^(?:Error: )?Exit code:? (-?\d+)/m,
];
const TAIL_CODES = [/\[?[Tt]he command completed with exit code (-?\d+)/, /^\[exit code:? (-?\d+)\]/m];

/**
 * The exit code that a harness printed around an output, or null. Forms: mini-SWE-agent's returncode tag,
 * "Process exited with code N" and "Exit code: N" (Codex), "Exit code N" (Claude Code), OpenHands' closing line.
 */
export function readExitCode(text: string): number | null {
  return firstNumber(HEAD_CODES, text.slice(0, 400)) ?? firstNumber(TAIL_CODES, text.slice(-400));
}

function firstNumber(patterns: readonly RegExp[], text: string): number | null {
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1];
    if (found !== undefined) return Number(found);
  }
  return null;
}

/**
 * Whether a script that calls tools (Codex's code mode) failed; null when the text is no reply to one, or when the
 * script's end says nothing of the command that it ran.
 */
export function readScriptError(text: string, ranCommand: boolean): boolean | null {
  const end = /^Script (completed|failed)\n/.exec(text)?.[1];
  if (end === "failed") return true;
  return end === undefined || ranCommand ? null : false;
}

/** True when the harness says that the command is still running: then there is no outcome yet. */
export function isStillRunning(text: string): boolean {
  return /^(?:Process running with session ID|Script running with cell ID|Command (?:is )?running in background)/m.test(
    text.slice(0, 400),
  );
}

/** The session (or cell of a script) under which a command goes on running, or null. */
export function runningSession(text: string): string | null {
  return (
    /^(?:Process running with session|Script running with cell) ID (\S+)/m.exec(text.slice(0, 400))?.[1] ??
    null
  );
}

/** The program's own output: the reply without the tags, headers and repeats that harnesses add. */
export function replyBody(text: string): string {
  return cutCode(cutTags(cutCodexHeader(cutRepeat(plainTerminalText(capText(text))))));
}

/** An exit code that the harness wrote on a last line of its own. */
function cutCode(text: string): string {
  return text.replace(/\n?\[exit code:? -?\d+\]\s*$/, "");
}

function cutTags(text: string): string {
  if (!text.includes("<output>")) return text;
  return text
    .replace(/<returncode>-?\d+<\/returncode>/, "")
    .replace(/<\/?(?:output|output_head|output_tail|exception)>/g, "");
}

function cutCodexHeader(text: string): string {
  const head = text.slice(0, 400);
  if (!/^(?:(?:Chunk ID|Wall time|Exit code):|Script (?:completed|failed|running)\b)/m.test(head))
    return text;
  const start = head.indexOf("Output:\n");
  return start === -1 ? text : text.slice(start + "Output:\n".length);
}

/** Some logs repeat the output as "[stdout] … [metadata] {…}" after the text itself. */
function cutRepeat(text: string): string {
  if (!/\n\[(?:metadata\] |stdout\]\n|stderr\]\n)/.test(text)) return text;
  const start = text.search(/\n\[(?:metadata\] |stdout\]\n|stderr\]\n)/);
  return text.slice(0, start);
}
