// The commit that every workspace begins with, so that `git diff` shows an agent's work and nothing else.

/** Packages are needed by the tests, and are no part of anybody's change. */
export const PACKAGES_FOLDER = "node_modules";

const IDENTITY = ["NAME=playoff", "EMAIL=playoff@localhost", "DATE='2026-01-01T00:00:00Z'"];
/** What a host's or user's settings of git would change. */
const SETTINGS = "-c commit.gpgsign=false -c core.autocrlf=false -c core.hooksPath=/dev/null";

/**
 * Shell commands that make the working folder a git repository with one commit. Author and date are fixed: the same
 * files give the same commit everywhere. node_modules stays out of it.
 * @param ignored true: files that .gitignore names are committed too, because they were tracked before
 */
export function firstCommit(ignored: boolean): string[] {
  const env = ["AUTHOR", "COMMITTER"]
    .flatMap((who) => IDENTITY.map((field) => `GIT_${who}_${field}`))
    .join(" ");
  const add = ignored ? `add -f -- . ':(exclude,glob)**/${PACKAGES_FOLDER}/**'` : "add -A";
  return [
    "git init -q -b main --object-format=sha1",
    `mkdir -p .git/info && echo ${PACKAGES_FOLDER}/ >> .git/info/exclude`,
    `git ${SETTINGS} ${add}`,
    `${env} git ${SETTINGS} commit -q --allow-empty -m start`,
  ];
}
