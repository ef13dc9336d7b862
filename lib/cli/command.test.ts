import { expect, test } from "vitest";
import { readArguments } from "@/lib/cli/command";

const options = {
  seed: { type: "string" },
  votes: { type: "string", short: "v" },
  unsafe: { type: "boolean", short: "u" },
} as const;

test("a number below nothing is a value, for the command to refuse", () => {
  expect(readArguments(["--seed", "-1", "-v", "-2.5"], options).values).toEqual({
    seed: "-1",
    votes: "-2.5",
  });
});

test("only the value of an option is one", () => {
  expect(() => readArguments(["--unsafe", "-1"], options)).toThrow("Unknown option '-1'");
  expect(readArguments(["--", "--seed", "-1"], options).positionals).toEqual(["--seed", "-1"]);
});

test.each([
  [
    ["--seed", "--unsafe"],
    "--seed: its value is missing; one that begins with a dash is written --seed=--unsafe",
  ],
  [["-v", "-x"], "-v: its value is missing; one that begins with a dash is written -v-x"],
  [["--seed"], "--seed: its value is missing"],
  [["-v"], "-v: its value is missing"],
])("%j is told in a sentence", (args, message) => {
  expect(() => readArguments(args, options)).toThrow(message);
});
