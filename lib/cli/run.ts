// Finds the command, runs it, and turns errors into a sentence and an exit code.
import { UsageError, CommandError, type Command, type CommandContext } from "@/lib/cli/command";
import { doctor } from "@/lib/cli/commands/doctor";
import { enqueueImport } from "@/lib/cli/commands/enqueue-import";
import { calibrate } from "@/lib/cli/commands/calibrate";
import { cancel, experiment, resume, runs } from "@/lib/cli/commands/experiments";
import { exportExperiment } from "@/lib/cli/commands/export";
import { ingest } from "@/lib/cli/commands/ingest";
import { migrate } from "@/lib/cli/commands/migrate";
import { run } from "@/lib/cli/commands/run";
import { search } from "@/lib/cli/commands/search";
import { regroup } from "@/lib/cli/commands/regroup";
import { show } from "@/lib/cli/commands/show";
import { summarize } from "@/lib/cli/commands/summarize";
import { tasks } from "@/lib/cli/commands/tasks";
import { tournament } from "@/lib/cli/commands/tournament";
import { worker } from "@/lib/cli/commands/worker";
import { withoutControls } from "@/lib/cli/output";
import { sayFailure } from "@/lib/worker/failure";

const commands: readonly Command[] = [
  ingest,
  tasks,
  show,
  search,
  regroup,
  summarize,
  tournament,
  run,
  runs,
  experiment,
  resume,
  cancel,
  exportExperiment,
  calibrate,
  doctor,
  worker,
  enqueueImport,
  migrate,
];

/** Runs one command line. @returns the exit code: 0 good, 1 something asked for failed, 2 not understood */
export async function runCommandLine(
  args: readonly string[],
  given: CommandContext,
  debug = false,
): Promise<number> {
  const context = toTerminal(given);
  const [name, ...rest] = args;
  const command = commands.find((known) => known.name === name);
  try {
    if (name === undefined) throw new UsageError("a command is missing");
    if (["help", "--help", "-h"].includes(name)) return help(rest, context);
    if (command === undefined) throw new UsageError(`there is no command "${name}"`);
    if (asksForHelp(rest)) return help([name], context);
    return await command.run(rest, context);
  } catch (error) {
    if (debug && error instanceof Error) context.err(`${error.stack ?? error.message}\n`);
    if (error instanceof UsageError) {
      const usage = command?.usage ?? "help";
      context.err(`playoff: ${withoutStop(error.message)}. Usage: playoff ${usage}\n`);
      return 2;
    }
    context.err(`playoff: ${error instanceof CommandError ? error.message : sayFailure(error)}\n`);
    return 1;
  }
}

/** Titles, logs and paths come from elsewhere: none of them drives the terminal that they are printed on. */
function toTerminal(context: CommandContext): CommandContext {
  return {
    ...context,
    out: (text) => context.out(withoutControls(text)),
    err: (text) => context.err(withoutControls(text)),
  };
}

function asksForHelp(args: readonly string[]): boolean {
  const options = args.slice(0, args.includes("--") ? args.indexOf("--") : undefined);
  return options.includes("--help") || options.includes("-h");
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

function help([name]: readonly string[], { out }: CommandContext): number {
  const chosen = commands.find((command) => command.name === name);
  if (name !== undefined && !chosen && !name.startsWith("-")) {
    throw new UsageError(`there is no command "${name}"`);
  }
  if (chosen) {
    out(`playoff ${chosen.usage}\n${chosen.summary}\n`);
    return 0;
  }
  const list = commands.map((command) => `  ${command.usage}\n      ${command.summary}`).join("\n");
  out(`playoff COMMAND\n\n${list}\n  help [COMMAND]\n      Show this, or one command.\n`);
  return 0;
}
