// The tests that an agent may see, as a package.json names them.
import { z } from "zod";

const packageSchema = z.looseObject({ scripts: z.looseObject({ test: z.string().optional() }).optional() });
/** What npm writes into a new package.json. */
const PLACEHOLDER = /no test specified/;

/** The "test" script of a package.json as a shell command; null when there is none, or no such file. */
export function testCommandOf(packageJson: string | null): string | null {
  const script = packageJson === null ? undefined : parsePackage(packageJson)?.scripts?.test?.trim();
  return script === undefined || script === "" || PLACEHOLDER.test(script) ? null : script;
}

function parsePackage(text: string): z.infer<typeof packageSchema> | undefined {
  try {
    return packageSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // A broken package.json names no tests; whatever runs it will say so.
    return undefined;
  }
}
