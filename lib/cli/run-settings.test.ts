// The settings of an experiment as they are given: by flags, by a configuration file, by a preset.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { CommandError, UsageError } from "@/lib/cli/command";
import { readConfig } from "@/lib/cli/run-config";
import { readSettings } from "@/lib/cli/run-settings";
import { paperSettings, presets } from "@/lib/domain/experiment";

const folder = mkdtempSync(path.join(tmpdir(), "playoff-cli-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, "config.json");

function config(content: unknown) {
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return readConfig(file);
}

/** The sentence with which something is refused, without the folder of the file. */
function refusal(read: () => unknown, kind: typeof CommandError | typeof UsageError = CommandError): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(kind);
    return error instanceof Error ? error.message.replaceAll(`${folder}/`, "") : "";
  }
  return "nothing was refused";
}

describe("a configuration file", () => {
  test.each([
    [{ titel: "x" }, "config.json: titel is not a setting."],
    [{ settings: { rollots: 3 } }, "config.json: settings.rollots is not a setting."],
    [{ settings: { caps: { minuts: 3 } } }, "config.json: settings.caps.minuts is not a setting."],
    [
      { settings: { caps: 5 } },
      "config.json: settings.caps: must be an object of rollouts, steps and minutes.",
    ],
    [
      { settings: { caps: null } },
      "config.json: settings.caps: must be an object of rollouts, steps and minutes.",
    ],
    [{ settings: 5 }, "config.json: settings: must be an object."],
    [{ tasks: [{ path: "a", promt: "b" }] }, "config.json: tasks.0.promt is not a setting."],
    [{ tasks: ["a", { rollouts: ["r"], path: "a" }] }, "config.json: tasks.1.path is not a setting."],
    [{ tasks: [{ path: "a", prompt: " " }] }, "config.json: tasks.0.prompt: must say what is to be done."],
    [{ tasks: [{ path: "a", prompt: "b", test: "" }] }, "config.json: tasks.0.test: must be a command."],
    [{ tasks: [{ path: "a", test: "b" }] }, "config.json: tasks.0.test: goes with a prompt."],
    [{ tasks: [{ path: "" }] }, "config.json: tasks.0.path: must name a folder."],
    [{ tasks: [{ path: 5 }] }, "config.json: tasks.0.path: must name a folder."],
    [{ tasks: [""] }, "config.json: tasks.0: must name a folder."],
    [{ tasks: [5] }, "config.json: tasks.0: must be a folder, { path, prompt, test } or { rollouts }."],
    [{ tasks: [{ rollouts: [] }] }, "config.json: tasks.0.rollouts: must name rollouts."],
    [{ tasks: [] }, "config.json: tasks: must name one or more."],
    [{ tasks: "a" }, "config.json: tasks: must be a list."],
    [{ title: "" }, "config.json: title: must be a text."],
    [{ preset: "fast" }, "config.json: preset: must be one of paper, quick, tournament-only."],
    ["[]", "config.json: must be an object."],
    ["{", /^The configuration config\.json is not JSON: [^\n]*\.$/],
  ])("%j", (content, message) => {
    const said = refusal(() => config(content));
    if (typeof message === "string") expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  test("one that cannot be read is named once", () => {
    expect(refusal(() => readConfig(path.join(folder, "nowhere.json")))).toBe(
      "The configuration nowhere.json cannot be read: there is no such file.",
    );
    expect(refusal(() => readConfig(folder)).replace(folder, "F")).toBe(
      "The configuration F cannot be read: it is a folder.",
    );
  });

  test.each([
    [{ votes: 0 }, "config.json: settings.votes: must be 1 or more."],
    [{ votes: "8" }, "config.json: settings.votes: must be a whole number."],
    [{ variant: "foo" }, "config.json: settings.variant: must be none, single, random-k or select-k."],
    [{ caps: { minutes: "3" } }, "config.json: settings.caps.minutes: must be a number."],
    [{ caps: { steps: 1 } }, "config.json: settings.caps.steps: must be 4 or more."],
    [{ curtail: "no" }, "config.json: settings.curtail: must be true or false."],
    [
      { rollouts: 2, keep: 3 },
      "config.json: settings.keep: must not be more than the rollouts of an iteration.",
    ],
    [
      { variant: "none", iterations: 2 },
      "config.json: settings.variant: none means independent rollouts only: use it with one iteration.",
    ],
  ])("its setting %j is named, not a flag", (settings, message) => {
    expect(refusal(() => readSettings({}, config({ settings })))).toBe(message);
  });

  test("independent rollouts have one iteration, as with the flag", () => {
    const settings = readSettings({}, config({ settings: { variant: "none" } }));
    expect(settings).toMatchObject({ variant: "none", iterations: 1 });
    expect(readSettings({ variant: "none" }, config({ settings: { iterations: 3 } })).iterations).toBe(1);
  });

  test("that is so only while the file has the say", () => {
    const read = config({ settings: { variant: "none" } });
    expect(readSettings({ variant: "select-k" }, read).iterations).toBe(paperSettings.iterations);
    expect(refusal(() => readSettings({ iterations: "2" }, read))).toContain("none means independent");
  });

  test("flags come before it, it comes before the preset", () => {
    const read = config({ preset: "quick", settings: { votes: 5, caps: { steps: 9 } } });
    expect(readSettings({ rollouts: "7", "max-minutes": "1.5" }, read)).toEqual({
      ...presets.quick,
      rollouts: 7,
      votes: 5,
      caps: { ...paperSettings.caps, steps: 9, minutes: 1.5 },
    });
  });
});

describe("flags", () => {
  test.each([
    [{ seed: "-1" }, "--seed: must be 0 or more"],
    [{ votes: "-1" }, "-v: must be 1 or more"],
    [{ votes: "two" }, "-v: must be a whole number"],
    [{ variant: "foo" }, "--variant: must be none, single, random-k or select-k"],
    [{ "max-minutes": "x" }, "--max-minutes: must be a number"],
    [{ keep: "20" }, "-k: must not be more than the rollouts of an iteration"],
    [{ rollouts: "1" }, "-k: is 4 unless given, and must not be more than the rollouts of an iteration"],
    [
      { preset: "quick", rollouts: "1" },
      "-k: is 2 unless given, and must not be more than the rollouts of an iteration",
    ],
    [
      { preset: "tournament-only", iterations: "2" },
      "--variant: is none unless given, and none means independent rollouts only: use it with one iteration",
    ],
    [{ preset: "fast" }, "--preset: must be one of paper, quick, tournament-only"],
  ])("%j", (given, message) => {
    expect(refusal(() => readSettings(given), UsageError)).toBe(message);
  });
});
