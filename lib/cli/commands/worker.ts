import { noArguments, readArguments, type Command } from "@/lib/cli/command";
import { runWorker } from "@/lib/worker/run-worker";

export const worker: Command = {
  name: "worker",
  usage: "worker",
  summary: "Carry out waiting imports, tournaments and experiments until stopped.",
  async run(args, { env, stop }) {
    noArguments(readArguments(args, {}).positionals);
    await runWorker(env.home, stop);
    return 0;
  },
};
