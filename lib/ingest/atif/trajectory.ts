// One ATIF trajectory as a rollout. Source: Harbor RFC 0001 and its golden files.
import { FormatError } from "@/lib/ingest/format";
import { atifVersion, isNewerThanKnown } from "@/lib/ingest/atif/recognise";
import { readAtifSteps } from "@/lib/ingest/atif/steps";
import { atifTotals } from "@/lib/ingest/atif/totals";
import type { TrialOutcome } from "@/lib/ingest/harbor/trial-result";
import { filledText, get, textOrNull, type JsonObject } from "@/lib/ingest/json-value";
import { draftRollout, timeSpan } from "@/lib/ingest/rollout-draft";
import { isHarnessText, taskStatement } from "@/lib/ingest/task-statement";
import type { IngestWarning, ParsedRollout, Step } from "@/lib/domain/trajectory";

/**
 * What any trajectory says by itself, whether main, embedded or part of another file.
 * @param pointer of the trajectory in its file: "" or "/subagent_trajectories/0"
 * @param outcome of the trial around it, for what the trajectory does not tell
 * @throws FormatError when it has no list of steps
 */
export function readTrajectory(
  format: string,
  json: JsonObject,
  pointer: string,
  outcome: TrialOutcome | null,
): ParsedRollout {
  const list = json["steps"];
  if (!Array.isArray(list)) throw new FormatError('"steps" is missing or not a list', `${pointer}/steps`);
  const { steps, warnings } = readAtifSteps(list, pointer);
  const version = atifVersion(json);
  const span = timeSpan(steps.filter((step) => !step.copied).map((step) => step.timestamp));
  return draftRollout(format, {
    identity: filledText(json["trajectory_id"]),
    key: filledText(json["trajectory_id"]),
    formatVersion: version,
    agent: filledText(get(json, "agent", "name")),
    agentVersion: filledText(get(json, "agent", "version")),
    model: modelOf(json, steps),
    task: { instanceId: null, source: null, statement: statementOf(steps) },
    ...atifTotals(json, steps, outcome?.usage ?? null),
    // ATIF has no fields for these; Playoff's own files hold them here (lib/export/atif.ts).
    exitStatus: filledText(get(json, "extra", "exit_status")),
    patch: textOrNull(get(json, "extra", "patch")),
    startedAt: outcome?.startedAt ?? span.startedAt,
    finishedAt: outcome?.finishedAt ?? span.finishedAt,
    steps,
    warnings: [...versionWarnings(version), ...warnings],
  });
}

/** An agent's model is a name; an object with a name was also seen. Else the steps' one model. */
function modelOf(json: JsonObject, steps: readonly Step[]): string | null {
  const named =
    filledText(get(json, "agent", "model_name")) ?? filledText(get(json, "agent", "model", "name"));
  const used = new Set(steps.map((step) => step.model).filter((model) => model !== null));
  return named ?? (used.size === 1 ? ([...used][0] ?? null) : null);
}

/** The last thing the user said before the agent began, the harness's own texts left out. */
export function statementOf(steps: readonly Step[]): string | null {
  const first = steps.findIndex((step) => step.kind === "agent");
  const said = (first === -1 ? steps : steps.slice(0, first)).filter((step) => step.kind === "user");
  const prompt = said.findLast((step) => !isHarnessText(step.message)) ?? said.at(-1);
  return prompt === undefined ? null : taskStatement(prompt.message, null);
}

function versionWarnings(version: string | null): IngestWarning[] {
  if (version === null || !isNewerThanKnown(version)) return [];
  const message = `${version} is newer than the versions known here (1.0 to 1.7): read as 1.7`;
  return [{ place: "/schema_version", message }];
}
