// Pairs what the agent asked for with what came back, whatever the log's shape.
import { readRawTurn } from "@/lib/engine/evidence/raw-commands";
import {
  isStillRunning,
  readExitCode,
  readScriptError,
  replyBody,
  runningSession,
} from "@/lib/engine/evidence/reply";
import { parseShell, type ShellCommand } from "@/lib/engine/evidence/shell";
import type { Action, Observation, Step } from "@/lib/domain/trajectory";
import { listScriptedCalls } from "@/lib/utils/script-calls";

/** One action with its reply. */
export interface Exchange {
  step: number;
  /** Position in the step's actions. */
  action: number;
  tool: string;
  /** The shell text, or null for a tool that is not a shell. */
  command: string | null;
  /** The shell text taken apart; [] when there is none. */
  shell: readonly ShellCommand[];
  input: unknown;
  /** The program's own output as plain text; null when nothing came back. */
  body: string | null;
  /** Where the reply stands: the same step, or the next one when the log keeps it as a message. */
  replyStep: number;
  exitCode: number | null;
  isError: boolean | null;
  /** The command goes on in the background: no outcome yet. */
  running: boolean;
  /** The name under which it goes on, when the log gives one. */
  session: string | null;
  /** It asks how a command of an earlier call goes on: command and shell text are that call's. */
  isPoll: boolean;
}

/** Evidence and summary ask for the same: commands are taken apart and replies made readable once. */
const known = new WeakMap<readonly Step[], { steps: number; exchanges: readonly Exchange[] }>();

/** Every action of the agent's own steps with its reply, in order. Copied context is left out. */
export function listExchanges(steps: readonly Step[]): readonly Exchange[] {
  const before = known.get(steps);
  if (before?.steps === steps.length) return before.exchanges;
  const exchanges = readExchanges(steps);
  known.set(steps, { steps: steps.length, exchanges });
  return exchanges;
}

function readExchanges(steps: readonly Step[]): Exchange[] {
  const own = steps.filter((step) => !step.copied);
  const exchanges = own.flatMap((step, index) => exchangesOf(step, own[index + 1]));
  return followSessions(exchanges);
}

function exchangesOf(step: Step, next: Step | undefined): Exchange[] {
  if (step.kind !== "agent") return [];
  if (step.actions.length === 0) return rawExchanges(step, next);
  const replies = pairObservations(step.actions.length, step.observations);
  return step.actions.flatMap((action, index) => {
    const reply = replies[index] ?? null;
    const calls = scriptedActions(action);
    if (calls.length === 0) return [makeExchange(step, action, index, reply)];
    // One reply for the whole script: what it printed belongs to its last call.
    return calls.map((call, at) =>
      makeExchange(step, call, index, at === calls.length - 1 ? reply : reply && emptyReply()),
    );
  });
}

/** The calls inside a script that calls tools (Codex's code mode), as actions; [] when the action is no script. */
function scriptedActions(action: Action): Action[] {
  const script =
    typeof action.input === "string" ? action.input : textField(action.input, ["input", "code", "script"]);
  return listScriptedCalls(script ?? "").map(({ tool, input }) => ({
    id: action.id,
    tool,
    command: null,
    input,
  }));
}

interface Reply {
  text: string;
  exitCode: number | null;
  isError: boolean | null;
}

/** Replies by action. A result that names no call goes to the call in its place, else to the last one. */
function pairObservations(count: number, observations: readonly Observation[]): (Reply | null)[] {
  const groups: Observation[][] = Array.from({ length: count }, () => []);
  const loose = observations.filter((observation) => observation.actionIndex === null);
  for (const observation of observations) {
    if (observation.actionIndex !== null) groups[observation.actionIndex]?.push(observation);
  }
  loose.forEach((observation, index) =>
    groups[loose.length === count ? index : count - 1]?.push(observation),
  );
  const shared = loose.length > 0 && loose.length < count;
  return groups.map((group) => (group.length > 0 ? joinReplies(group) : shared ? emptyReply() : null));
}

function joinReplies(group: readonly Observation[]): Reply {
  const coded = group.find((observation) => observation.exitCode !== null);
  const failed = group.some((observation) => observation.isError === true);
  const told = group.find((observation) => observation.isError !== null);
  return {
    text: group.map((observation) => observation.text).join("\n"),
    exitCode: coded?.exitCode ?? null,
    isError: failed ? true : (told?.isError ?? null),
  };
}

/** For calls answered together with a later one: something came back, but not for this call alone. */
function emptyReply(): Reply {
  return { text: "", exitCode: null, isError: null };
}

function makeExchange(step: Step, action: Action, index: number, reply: Reply | null): Exchange {
  const command = shellText(action);
  return {
    step: step.number,
    action: index,
    tool: action.tool,
    command,
    shell: command === null ? [] : parseShell(commandPart(command)),
    input: action.input,
    body: reply === null ? null : replyBody(reply.text),
    replyStep: step.number,
    exitCode: reply === null ? null : (reply.exitCode ?? readExitCode(reply.text)),
    isError: reply === null ? null : (reply.isError ?? readScriptError(reply.text, command !== null)),
    running: reply !== null && isStillRunning(reply.text),
    session: reply === null ? null : runningSession(reply.text),
    isPoll: false,
  };
}

const SHELL_TOOL = /bash|shell|exec|terminal|command|cmd|run/i;

/** The shell text of an action: as the importer found it, else from the arguments of a shell-like tool. */
export function shellText(action: Action): string | null {
  if (action.command !== null) return action.command.trim() === "" ? null : action.command;
  if (!SHELL_TOOL.test(action.tool)) return null;
  const value =
    field(action.input, "command") ?? field(action.input, "cmd") ?? field(action.input, "keystrokes");
  if (typeof value === "string") return value.trim() === "" ? null : value;
  if (Array.isArray(value) && value.every((word) => typeof word === "string"))
    return value.map(quoteWord).join(" ");
  return null;
}

/** SWE-agent's `edit` and `insert` carry file text after their first line: that is no shell. */
function commandPart(command: string): string {
  return /^\s*(?:edit|insert) \d+/.test(command) ? (command.trimStart().split("\n")[0] ?? "") : command;
}

function quoteWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A field of a logged argument object, or undefined when there is no such field. */
export function field(input: unknown, key: string): unknown {
  if (typeof input !== "object" || input === null) return undefined;
  return Object.entries(input).find(([name]) => name === key)?.[1];
}

/** The first of these fields that holds text, or null. */
export function textField(input: unknown, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = field(input, key);
    if (typeof value === "string") return value;
  }
  return null;
}

/** Keystrokes in the message; the screen comes back in the same step or as the next message. No exit codes. */
function rawExchanges(step: Step, next: Step | undefined): Exchange[] {
  const turn = readRawTurn(step.message);
  if (turn === null) return [];
  const screen = rawScreen(step, next);
  return turn.commands.map((command, index) => ({
    step: step.number,
    action: index,
    tool: "keystrokes",
    command,
    shell: parseShell(command),
    input: null,
    body: screen === null ? null : index === turn.commands.length - 1 ? replyBody(screen.text) : "",
    replyStep: screen?.step ?? step.number,
    exitCode: null,
    isError: null,
    running: false,
    session: null,
    isPoll: false,
  }));
}

function rawScreen(step: Step, next: Step | undefined): { text: string; step: number } | null {
  if (step.observations.length > 0) {
    return { text: step.observations.map((observation) => observation.text).join("\n"), step: step.number };
  }
  return next?.kind === "user" ? { text: next.message, step: next.number } : null;
}

/** The session or cell that a call asks about; null for calls of other kinds. */
export function polledSession(exchange: Exchange): string | null {
  const session = field(exchange.input, "session_id") ?? field(exchange.input, "cell_id");
  return typeof session === "string" || typeof session === "number" ? String(session) : null;
}

/** A later poll of a running command (Codex `write_stdin`, `wait`) carries that command's output: it gets its text. */
function followSessions(exchanges: readonly Exchange[]): Exchange[] {
  const running = new Map<string, Exchange>();
  return exchanges.map((exchange) => {
    if (exchange.session !== null && exchange.command !== null) running.set(exchange.session, exchange);
    if (exchange.command !== null) return exchange;
    const origin = running.get(polledSession(exchange) ?? "");
    return origin === undefined
      ? exchange
      : { ...exchange, command: origin.command, shell: origin.shell, isPoll: true };
  });
}
