// What to do where no sandbox works: one sentence with the command.
import { existsSync, readFileSync } from "node:fs";

/** What the advice depends on. */
export interface Machine {
  platform: string;
  isRoot: boolean;
  /** Content of /etc/os-release; "" when there is none. */
  osRelease: string;
  /** Whether this runs in a container. */
  isContainer: boolean;
  /** A kernel setting ("kernel.unprivileged_userns_clone"); null when the kernel has none of that name. */
  setting(name: string): string | null;
}

/** The machine that this runs on. */
export function thisMachine(): Machine {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    osRelease: readOr("/etc/os-release") ?? "",
    isContainer: existsSync("/.dockerenv") || existsSync("/run/.containerenv"),
    setting: (name) => readOr(`/proc/sys/${name.replaceAll(".", "/")}`)?.trim() ?? null,
  };
}

function readOr(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null; // "there is none" is an answer
  }
}

const installers: [RegExp, string][] = [
  [/\b(debian|ubuntu)\b/, "apt-get install bubblewrap"],
  [/\b(fedora|rhel|centos)\b/, "dnf install bubblewrap"],
  [/\barch\b/, "pacman -S bubblewrap"],
  [/\balpine\b/, "apk add bubblewrap"],
  [/\bsuse\b|\bopensuse/, "zypper install bubblewrap"],
];

const otherwise = "or choose --unsafe, which runs commands with your own rights";

/** Where bwrap is not installed, or cannot be. */
export function howToGetBubblewrap(machine = thisMachine()): string {
  if (machine.platform !== "linux") {
    return `There is no sandbox for ${platformName(machine.platform)} yet: use Linux (a virtual machine or WSL 2 will do), ${otherwise}.`;
  }
  const ids = [...machine.osRelease.matchAll(/^ID(?:_LIKE)?=(.*)$/gm)].map((match) => match[1]).join(" ");
  const install = installers.find(([system]) => system.test(ids))?.[1];
  const how = install === undefined ? "install the package bubblewrap" : `run "${asRoot(machine, install)}"`;
  return `The sandbox needs bubblewrap, which is not installed: ${how}, ${otherwise}.`;
}

/**
 * Where bwrap is installed and does not work.
 * @param complaint what it said
 */
export function howToMendBubblewrap(complaint: string, machine = thisMachine()): string {
  return `bubblewrap does not work here (${complaint.replace(/\.$/, "")}): ${remedy(machine)}, ${otherwise}.`;
}

function remedy(machine: Machine): string {
  const sysctl = (setting: string) => `run "${asRoot(machine, `sysctl -w ${setting}`)}"`;
  if (machine.setting("user.max_user_namespaces") === "0") return sysctl("user.max_user_namespaces=15000");
  if (machine.setting("kernel.unprivileged_userns_clone") === "0")
    return sysctl("kernel.unprivileged_userns_clone=1");
  if (machine.setting("kernel.apparmor_restrict_unprivileged_userns") === "1") {
    return sysctl("kernel.apparmor_restrict_unprivileged_userns=0");
  }
  if (machine.isContainer) {
    return 'start the container with "--security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined"';
  }
  return "allow user namespaces, or install a current bubblewrap";
}

function asRoot({ isRoot }: Machine, command: string): string {
  return isRoot ? command : `sudo ${command}`;
}

function platformName(platform: string): string {
  return { darwin: "macOS", win32: "Windows" }[platform] ?? platform;
}
