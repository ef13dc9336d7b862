// What a Harbor task asks for beyond files, variables and a working folder.
import { dockerNeed, type TaskNeed } from "@/lib/tasks/task-source";
import type { TaskToml } from "@/lib/tasks/task-toml";

/** Programs that fetch something: without a network the tests would fail whatever the agent did. */
const FETCHES =
  /(?:^|[\s;&|(])(?:apt-get|apt|apk|dnf|yum|curl|wget|uv|uvx|npx|pip3?\s+install|npm\s+(?:ci|i|install)|git\s+clone)(?:\s|$)/;

/** The first setting that no sandbox of the operating system can give; null when there is none. */
export function needOfSettings({ environment, verifier }: TaskToml): TaskNeed | null {
  const hostVariable = [...Object.entries(environment.env), ...Object.entries(verifier.env)].find(
    ([, value]) => value.includes("${"),
  );
  const asked = [
    environment.docker_image !== undefined && `docker_image = "${environment.docker_image}"`,
    environment.os.toLowerCase() !== "linux" && `os = "${environment.os}"`,
    (environment.gpus ?? 0) > 0 && `gpus = ${String(environment.gpus)}`,
    environment.tpu !== undefined && "[environment.tpu]",
    environment.mcp_servers.length > 0 && "[[environment.mcp_servers]]",
    environment.healthcheck !== undefined && "[environment.healthcheck]",
    verifier.environment_mode === "separate" && 'environment_mode = "separate"',
    verifier.environment !== undefined && "[verifier.environment]",
    hostVariable !== undefined && `${hostVariable[0]} = "${hostVariable[1]}"`,
  ].find((line) => typeof line === "string");
  return asked === undefined ? null : dockerNeed(asked, "task.toml");
}

/** The first line of test.sh that would fetch something. A heuristic: it knows the usual programs by name. */
export function needOfTests(script: string): TaskNeed | null {
  const lines = script.split("\n").map((line) => line.trim());
  const index = lines.findIndex((line) => !line.startsWith("#") && FETCHES.test(line));
  const line = lines[index];
  return line === undefined ? null : dockerNeed(line, `tests/test.sh, line ${String(index + 1)},`);
}
