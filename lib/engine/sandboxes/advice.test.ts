import { describe, expect, test } from "vitest";
import { howToGetBubblewrap, howToMendBubblewrap, type Machine } from "./advice";

const machine = (changes: Partial<Machine> & { settings?: Record<string, string> } = {}): Machine => ({
  platform: "linux",
  isRoot: false,
  osRelease: "ID=debian\n",
  isContainer: false,
  setting: (name) => changes.settings?.[name] ?? null,
  ...changes,
});

describe("where bubblewrap is not installed", () => {
  test.each([
    ["ID=debian\n", 'run "sudo apt-get install bubblewrap"'],
    ['ID=pop\nID_LIKE="ubuntu debian"\n', 'run "sudo apt-get install bubblewrap"'],
    ["ID=fedora\n", 'run "sudo dnf install bubblewrap"'],
    ["ID=alpine\n", 'run "sudo apk add bubblewrap"'],
    ["ID=plan9\n", "install the package bubblewrap"],
  ])("%j: %s", (osRelease, command) => {
    expect(howToGetBubblewrap(machine({ osRelease }))).toContain(`: ${command}, or choose --unsafe`);
  });

  test("root needs no sudo", () => {
    expect(howToGetBubblewrap(machine({ isRoot: true }))).toContain('run "apt-get install bubblewrap"');
  });

  test("other systems have none", () => {
    expect(howToGetBubblewrap(machine({ platform: "darwin" }))).toContain("no sandbox for macOS yet");
  });
});

describe("where bubblewrap does not work", () => {
  test.each([
    ["user.max_user_namespaces", "0", "sudo sysctl -w user.max_user_namespaces=15000"],
    ["kernel.unprivileged_userns_clone", "0", "sudo sysctl -w kernel.unprivileged_userns_clone=1"],
    [
      "kernel.apparmor_restrict_unprivileged_userns",
      "1",
      "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ],
  ])("%s = %s", (name, value, command) => {
    const sentence = howToMendBubblewrap("No permissions.", machine({ settings: { [name]: value } }));
    expect(sentence).toContain(`bubblewrap does not work here (No permissions): run "${command}", or`);
  });

  test("in a container, what to start it with", () => {
    expect(howToMendBubblewrap("No.", machine({ isContainer: true }))).toContain("seccomp=unconfined");
  });
});
