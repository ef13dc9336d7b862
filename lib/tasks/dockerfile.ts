// What of a Dockerfile a sandbox of the operating system can follow: files put into the working folder, variables,
// and a git repository made of them. Everything else is named and left to Docker.
import { posix } from "node:path";
import { readDockerfile, wordsOf, type DockerInstruction } from "@/lib/tasks/dockerfile-lines";

/** One COPY: sources as written (they may be patterns), and the absolute target. */
export interface DockerCopy {
  sources: string[];
  target: string;
  /** The target is a folder, whatever is copied: it ends with "/" or there are several sources. */
  intoFolder: boolean;
  instruction: DockerInstruction;
}

export interface DockerPlan {
  /** The image that it builds on, as written. */
  image: string;
  /** The last WORKDIR, absolute. */
  workdir: string;
  copies: DockerCopy[];
  env: Record<string, string>;
  /** The first instruction that cannot be followed; null when all can. */
  refused: DockerInstruction | null;
}

/** Images that hold an operating system and tools, and no files that a task could expect in its working folder. */
const PLAIN_IMAGES =
  /^(?:docker\.io\/)?(?:library\/)?(?:node|debian|ubuntu|alpine|buildpack-deps|python)(?::[\w.-]+)?$/;
/** They say how the container is started or described, which a harness does not use. */
const WITHOUT_EFFECT: readonly string[] = ["CMD", "LABEL", "EXPOSE", "MAINTAINER"];
/** What Docker unpacks when it is ADDed. */
const ARCHIVE = /\.(?:tar(?:\.\w+)?|tgz|tbz2?|txz)$/i;

/** Reads a Dockerfile up to the first instruction that only Docker can follow. */
export function planDockerfile(text: string): DockerPlan {
  const plan: DockerPlan = { image: "", workdir: "/", copies: [], env: {}, refused: null };
  for (const instruction of readDockerfile(text)) {
    if (follow(instruction, plan)) continue;
    plan.refused = instruction;
    break;
  }
  return plan;
}

/** Takes one instruction into the plan; false when it cannot. */
function follow(instruction: DockerInstruction, plan: DockerPlan): boolean {
  if (WITHOUT_EFFECT.includes(instruction.name)) return true;
  const words = wordsOf(instruction.rest);
  if (words === null) return false;
  switch (instruction.name) {
    case "FROM":
      return followFrom(words, plan);
    case "WORKDIR":
      plan.workdir = posix.resolve(plan.workdir, words.join(" "));
      return words.length > 0;
    case "COPY":
    case "ADD":
      return followCopy(instruction, words, plan);
    case "ENV":
      return followEnv(instruction.rest, words, plan);
    case "RUN":
      return onlyCommits(instruction.rest);
    default:
      return false;
  }
}

function followFrom(words: string[], plan: DockerPlan): boolean {
  const [image = ""] = words.filter((word) => !word.startsWith("--"));
  // A second FROM begins another stage.
  if (plan.image !== "" || !PLAIN_IMAGES.test(image)) return false;
  plan.image = image;
  return true;
}

function followCopy(instruction: DockerInstruction, words: string[], plan: DockerPlan): boolean {
  const flags = words.filter((word) => word.startsWith("--"));
  // The sandbox has one user, to whom everything belongs.
  if (flags.some((flag) => !flag.startsWith("--chown=") && flag !== "--link")) return false;
  const paths = words.filter((word) => !word.startsWith("--"));
  const sources = paths.slice(0, -1);
  const target = paths.at(-1);
  if (target === undefined || sources.length === 0) return false;
  if (
    instruction.name === "ADD" &&
    sources.some((source) => source.includes("://") || ARCHIVE.test(source))
  ) {
    return false;
  }
  const intoFolder = sources.length > 1 || /(?:^|\/)\.{0,2}$/.test(target);
  plan.copies.push({ sources, target: posix.resolve(plan.workdir, target), intoFolder, instruction });
  return true;
}

function followEnv(rest: string, words: string[], plan: DockerPlan): boolean {
  const [first = ""] = words;
  if (!first.includes("=")) {
    // The older form: ENV NAME everything that follows.
    plan.env[first] = rest.slice(first.length).trim();
    return words.length > 1;
  }
  for (const word of words) {
    const at = word.indexOf("=");
    if (at < 1) return false;
    plan.env[word.slice(0, at)] = word.slice(at + 1);
  }
  return true;
}

/** Git commands that only put what is there under git: the set-up does the same with an author and a date of its own. */
function onlyCommits(rest: string): boolean {
  return rest
    .split(/&&|;/)
    .every((command) => /^\s*git (?:-c \S+ )*(?:init|add|config|commit)\b[^|&<>$`]*$/.test(command));
}
