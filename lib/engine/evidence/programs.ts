// Does a shell text run a program, as against looking at files and keeping house? A heuristic by the program's name.
import { shellEdits } from "@/lib/engine/evidence/shell-edits";
import { baseName, programWords, type ShellCommand } from "@/lib/engine/evidence/shell";

/** Programs that show, move or search files, ask the machine, or do what a shell does. */
const UPKEEP = new Set(
  [
    "cat head tail less more nl tac wc cut sort uniq tr fold column paste od xxd hexdump strings file stat du df",
    "grep egrep fgrep rg ag find fd locate tree ls ll awk gawk sed jq yq diff cmp md5sum sha256sum sha1sum",
    "cp mv rm rmdir mkdir ln touch chmod chown tee split truncate dd tar zip unzip gzip gunzip xz rsync base64",
    "echo printf cd pushd popd pwd export set unset source . alias read test [ [[ true false exit return sleep wait",
    "which whereis type command hash env printenv uname whoami id hostname date uptime free nproc ps top pgrep lsof",
    "kill pkill killall jobs fg bg history man help clear nohup xargs for while until case esac done fi in function",
    "git gh svn hg apt apt-get apk yum dnf brew dpkg pip pip3 uv conda mamba poetry gem bundle systemctl service",
    "curl wget ssh scp submit open goto create edit insert scroll_down scroll_up str_replace_editor apply_patch patch",
  ].flatMap((line) => line.split(" ")),
);

/** Package managers fetch; with these verbs they run the project. */
const RUNS_PROJECT = /^(?:npm|yarn|pnpm|bun)$/;
const FETCHES =
  /^(?:i|ci|install|add|remove|update|upgrade|link|ls|list|view|info|config|why|outdated|audit)$/;

/**
 * True when the shell text runs a program after the last file that it edits itself: what ran has seen the edit. A
 * script that is itself the edit is no check of it.
 */
export function runsProgram(shell: readonly ShellCommand[]): boolean {
  const last = shell.findLastIndex(isProgram);
  return last !== -1 && !shell.slice(last).some(writesFile);
}

function writesFile(command: ShellCommand): boolean {
  return shellEdits(command).some(({ kind }) => kind !== "delete");
}

function isProgram(command: ShellCommand): boolean {
  const [first = "", second = ""] = programWords(command.words);
  const program = baseName(first);
  // What is no name of a program: a piece of text that the reader of shells took for one.
  if (!/^[\w.+-]+$/.test(program) || UPKEEP.has(program)) return false;
  return !(RUNS_PROJECT.test(program) && FETCHES.test(second));
}
