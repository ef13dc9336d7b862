// A trial in one object: its facts, its reward and its trajectory in the shape of ATIF, as published collections of
// Terminal-Bench trials hold them (`{trial_name, task_name, reward, trajectory: {schema_version: "atif-converted-1.0"}}`).
import { readTrajectory } from "@/lib/ingest/atif/trajectory";
import { FormatError, type LogFile, type LogFormat } from "@/lib/ingest/format";
import { makeVerdict } from "@/lib/ingest/harbor/verdicts";
import { filledText, get, isObject, numberOrNull, textOrNull } from "@/lib/ingest/json-value";
import type { ParsedRollout, Verdict } from "@/lib/domain/trajectory";

const FORMAT = "trial-record";

export const trialRecord: LogFormat = {
  id: FORMAT,
  title: "Trial with its trajectory in one file",
  detect,
  parse,
};

function detect(file: LogFile): string | null {
  if (!file.isJson()) return null;
  const json = file.json();
  const isTrial = textOrNull(get(json, "trial_name")) !== null && textOrNull(get(json, "task_name")) !== null;
  const hasSteps = Array.isArray(get(json, "trajectory", "steps"));
  return isTrial && hasSteps ? "a trial with its trajectory" : null;
}

function parse(file: LogFile): ParsedRollout[] {
  const json = file.json();
  const trajectory = get(json, "trajectory");
  if (!isObject(json) || !isObject(trajectory)) throw new FormatError("no trajectory", "/trajectory");
  const own = readTrajectory(FORMAT, trajectory, "/trajectory", null);
  return [
    {
      ...own,
      identity: filledText(json["trial_id"]),
      formatVersion: filledText(trajectory["schema_version"]),
      label: filledText(json["trial_name"]),
      task: { ...own.task, instanceId: filledText(json["task_name"]) },
      startedAt: filledText(json["started_at"]) ?? own.startedAt,
      finishedAt: filledText(json["ended_at"]) ?? own.finishedAt,
      verdicts: readVerdict(file.path, json["reward"]),
    },
  ];
}

function readVerdict(file: string, value: unknown): Verdict[] {
  const reward = numberOrNull(value);
  return reward === null ? [] : [makeVerdict({ reward }, "the trial's reward", file, null)];
}
