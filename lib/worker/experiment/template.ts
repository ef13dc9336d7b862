// A task's environment, set up once for all rollouts of a run.
import type { Environment, EnvironmentSpec, Sandbox } from "@/lib/engine/ports";

/** Gives environments that begin as the set-up commands have left the workspace. */
export interface Template extends AsyncDisposable {
  /**
   * A fresh environment, with nothing in it of any other rollout.
   * @throws SandboxError when it cannot be made or a set-up command fails; the signal's reason when aborted
   */
  open(): Promise<Environment>;
}

/**
 * The set-up commands run when the first environment is asked for, and once: installing packages sixteen times would
 * give the same sixteen times. What they write outside the workspace is not kept.
 */
export function createTemplate(sandbox: Sandbox, spec: EnvironmentSpec, signal: AbortSignal): Template {
  let original: Promise<Environment> | null = null;
  return {
    async open() {
      // What failed once may do better the next time.
      original ??= sandbox.open(spec, signal).catch((error: unknown) => {
        original = null;
        throw error;
      });
      return (await original).fork();
    },
    async [Symbol.asyncDispose]() {
      // That it could not be made was told to whoever asked for an environment.
      const made = await original?.catch(() => null);
      await made?.[Symbol.asyncDispose]();
    },
  };
}
