// Checks of the agent's work seen in the trajectory: test runs, and scripts it wrote itself and then ran.
import { isAfterLastEdit, sawTry } from "@/lib/engine/evidence/last-edit";
import { isSameFile } from "@/lib/engine/evidence/paths";
import { baseName, parseShell, programWords } from "@/lib/engine/evidence/shell";
import { callsTestRunner } from "@/lib/engine/evidence/test-runs";
import type { CommandEvidence, Evidence, TestRunEvidence } from "@/lib/domain/evidence";

export interface TestCheck {
  run: TestRunEvidence;
  /** Null when the place of the last edit is unknown. */
  afterLastEdit: boolean | null;
  /** It ran with a change in force that was taken back later. */
  ofTry: boolean;
  /** The command that ran it, when one is recorded. */
  command: string | null;
  /** The run named no file, pattern or folder: everything there is (heuristic). */
  whole: boolean;
  /** It ran a file that the agent itself wrote or changed before. */
  own: boolean;
}

/** Both lists are asked for by several sections: worked out once. */
const known = new WeakMap<Evidence, { tests: TestCheck[]; scripts: ScriptCheck[] }>();

function checksOf(evidence: Evidence): { tests: TestCheck[]; scripts: ScriptCheck[] } {
  const checks = known.get(evidence) ?? {
    tests: findTestChecks(evidence),
    scripts: findScriptChecks(evidence),
  };
  known.set(evidence, checks);
  return checks;
}

/** Test runs with what they prove. */
export function listTestChecks(evidence: Evidence): readonly TestCheck[] {
  return checksOf(evidence).tests;
}

function findTestChecks(evidence: Evidence): TestCheck[] {
  return evidence.tests.map((run) => {
    const command = commandOf(evidence, run);
    const targets = command === null ? [] : testTargets(command);
    return {
      run,
      afterLastEdit: isAfterLastEdit(evidence, run.step, run.action),
      ofTry: evidence.edits.some((edit) => sawTry(edit, run.step, run.action)),
      command,
      whole: command !== null && targets.length === 0 && callsTestRunner(parseShell(command)),
      own: targets.some((target) => isOwnFile(evidence, target, run.step)),
    };
  });
}

function commandOf(evidence: Evidence, run: TestRunEvidence): string | null {
  const near = evidence.commands.filter((command) => command.action === run.action);
  const found =
    near.find((command) => command.step === run.step) ??
    near.find((command) => command.step === run.step - 1);
  return found?.command ?? null;
}

/** Words that narrow a test command down: paths, test names, patterns. */
function testTargets(command: string): string[] {
  const words = parseShell(command)
    .map((part) => programWords(part.words))
    .filter((part) => part[0] !== "cd" && !/^(?:head|tail|grep|tee|cat|echo|export)$/.test(part[0] ?? ""))
    .flatMap((part) => part.slice(1));
  return words.filter((word, index) => isTarget(word, words[index - 1] ?? ""));
}

const VALUED =
  /^(?:-m|-c|-n|-W|--tb|--timeout|--reporter|--config|--maxfail|--prefix|-w|--workspace|--filter|-C|--settings)$/;
const SELECTING = /^(?:-k|-t|--grep|-g|-run|--run-only|--testNamePattern)$/;
const RUN_WORDS = /^(?:test|run|pytest|unittest|vitest|jest|mocha|discover|\.|\.\/\.\.\.|t|\d+)$|^test:\w+$/;

function isTarget(word: string, before: string): boolean {
  if (SELECTING.test(before)) return true;
  return !word.startsWith("-") && !VALUED.test(before) && !RUN_WORDS.test(word);
}

function isOwnFile(evidence: Evidence, target: string, step: number): boolean {
  const path = target.split("::")[0] ?? target;
  return evidence.edits.some(
    (edit) =>
      edit.applied !== false &&
      edit.step <= step &&
      (isSameFile(edit.path, path) ||
        baseName(edit.path) === path ||
        baseName(edit.path).startsWith(`${path}.`)),
  );
}

export interface ScriptCheck {
  command: CommandEvidence;
  /** A script of its own, or a build, type check or lint. */
  kind: "script" | "build";
  /** What ran, for a reader. */
  script: string;
  /** Null when the place of the last edit is unknown. */
  afterLastEdit: boolean | null;
}

const BUILD =
  /^(?:tsc|vue-tsc|eslint|ruff|flake8|mypy|pyright|(?:npm|pnpm|yarn|bun) (?:run |exec )?(?:\S*:)?(?:compile|build|lint|typecheck|type-check|tsc)|cargo (?:build|check|clippy)|go (?:build|vet)|dotnet build|(?:\.\/)?(?:mvnw?|gradlew?) (?:.* )?(?:compile|assemble)|make(?: all| build)?$|python[\d.]* -m py_compile|node --check)(?: |$)/;
const INTERPRETER = /^(?:python[\d.]*|node|tsx|ruby|bash|sh|php|perl|deno|bun)$/;

/** Runs of scripts that the agent created, and of code given on the command line: what it checked by hand. */
export function listScriptChecks(evidence: Evidence): readonly ScriptCheck[] {
  return checksOf(evidence).scripts;
}

function findScriptChecks(evidence: Evidence): ScriptCheck[] {
  const created = evidence.edits.filter((edit) => edit.applied !== false && edit.kind !== "delete");
  const tested = new Set(evidence.tests.map((run) => `${String(run.step)}/${String(run.action)}`));
  return evidence.commands.flatMap((command) => {
    if (tested.has(`${String(command.step)}/${String(command.action)}`)) return [];
    const isCreated = (path: string) =>
      created.some((edit) => edit.step <= command.step && isSameFile(edit.path, path));
    const script = scriptOf(command.command, isCreated);
    const check = script === null ? buildOf(command.command) : { kind: "script" as const, script };
    return check === null
      ? []
      : [
          {
            command,
            ...check,
            afterLastEdit: isAfterLastEdit(evidence, command.step, command.action),
          },
        ];
  });
}

function buildOf(command: string): { kind: "build"; script: string } | null {
  const texts = parseShell(command).map((part) => programWords(part.words).join(" "));
  const build = texts.find((text) => BUILD.test(text));
  return build === undefined ? null : { kind: "build", script: build.slice(0, 60) };
}

function scriptOf(command: string, isCreated: (path: string) => boolean): string | null {
  for (const part of parseShell(command)) {
    const words = programWords(part.words);
    const program = baseName(words[0] ?? "");
    if (!INTERPRETER.test(program)) continue;
    const path = words.slice(1).find((word) => !word.startsWith("-"));
    if (path !== undefined && isCreated(path)) return path;
    const inline =
      part.heredoc ?? (words.includes("-c") || words.includes("-e") ? (words.at(-1) ?? "") : null);
    if (
      inline !== null &&
      /\bassert|print|console\.log/.test(inline) &&
      !/write_text|open\([^)]*['"][wa]|writeFile/.test(inline)
    ) {
      return "code given on the command line";
    }
  }
  return null;
}
