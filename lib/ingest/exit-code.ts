// Exit codes that harnesses print around a command's output.

const AT_HEAD = [
  /^<returncode>(-?\d+)<\/returncode>/m,
  /^Process exited with code (-?\d+)/m,
  /^(?:Error: )?Exit code:? (-?\d+)/m,
  /^\(exit code (-?\d+)\)/,
];
const AT_TAIL = [/\[(?:The command completed|Command finished) with exit code (-?\d+)\.?\]/];

/**
 * The exit code that stands in the first or last 400 characters of a reply, or null: mini-SWE-agent's tag,
 * Codex's "Process exited with code N", Claude Code's "Exit code N", Capy's "(exit code N)", OpenHands' closing line.
 */
export function printedExitCode(text: string): number | null {
  const head = text.slice(0, 400);
  const tail = text.slice(-400);
  for (const [part, patterns] of [[head, AT_HEAD] as const, [tail, AT_TAIL] as const]) {
    for (const pattern of patterns) {
      const found = pattern.exec(part)?.[1];
      if (found !== undefined && Number.isSafeInteger(Number(found))) return Number(found);
    }
  }
  return null;
}
