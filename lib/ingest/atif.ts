// ATIF, the Agent Trajectory Interchange Format (versions 1.0 to 1.7), by itself or in a Harbor trial's folder.
// Source: Harbor RFC 0001 and its golden files.
import { FormatError, type LogFile, type LogFormat, type Nearby } from "@/lib/ingest/format";
import { findKinship, type Kinship } from "@/lib/ingest/atif/kinship";
import { atifVersion } from "@/lib/ingest/atif/recognise";
import { callReferring, listAllRefs, namesFile, refName } from "@/lib/ingest/atif/references";
import { readAtifSteps } from "@/lib/ingest/atif/steps";
import { readTrajectory, statementOf } from "@/lib/ingest/atif/trajectory";
import { findTrial, type Trial } from "@/lib/ingest/harbor/trial-folder";
import { trialVerdicts } from "@/lib/ingest/harbor/verdicts";
import { filledText, get, isObject, listOf, type JsonObject } from "@/lib/ingest/json-value";
import { folderOf, joinPath, nameOf } from "@/lib/ingest/path-names";
import type { IngestWarning, ParsedRollout } from "@/lib/domain/trajectory";

const FORMAT = "atif";

export const atif: LogFormat = { id: FORMAT, title: "ATIF (Harbor)", detect, parse };

function detect(file: LogFile): string | null {
  if (!file.isJson()) {
    const claims = /^\s*\{[\s\S]*"schema_version"\s*:\s*"ATIF-/.test(file.head());
    return claims ? "looks like ATIF, but is not whole JSON" : null;
  }
  const version = atifVersion(file.json());
  return version === null ? null : `schema_version is "${version}"`;
}

interface Source {
  file: LogFile;
  nearby: Nearby;
  trial: Trial | null;
  kinship: Kinship | null;
}

function parse(file: LogFile, nearby: Nearby): ParsedRollout[] {
  const json = file.json();
  if (!isObject(json)) throw new FormatError("not a JSON object", "");
  const trial = findTrial(file.path, nearby);
  const source = { file, nearby, trial, kinship: findKinship(file.path, json, nearby) };
  const main = parseMain(source, json);
  const embedded = embeddedIn(json, "")
    .filter(({ trajectory }) => Array.isArray(trajectory["steps"]))
    .map((found) => parseEmbedded(source, found, main));
  return [main, ...embedded].map((rollout, ordinal) => ({ ...rollout, ordinal }));
}

function parseMain(source: Source, json: JsonObject): ParsedRollout {
  const { file, nearby, trial, kinship } = source;
  const own = readTrajectory(FORMAT, json, "", kinship === null ? (trial?.outcome ?? null) : null);
  const judged =
    kinship !== null || trial === null
      ? { verdicts: [], warnings: [] }
      : trialVerdicts(trial.folder, recordedOutcome(trial), nearby);
  const parentSteps = readAtifSteps(listOf(get(kinship?.parent, "steps")), "").steps;
  const task = { ...own.task, statement: statementOf(parentSteps) ?? own.task.statement };
  return {
    ...own,
    ...trialFacts(trial),
    model: own.model ?? trial?.result?.model ?? null,
    agent: own.agent ?? trial?.result?.agent ?? null,
    agentVersion: own.agentVersion ?? trial?.result?.agentVersion ?? null,
    task: { ...task, instanceId: instanceOf(trial), source: trial?.result?.source ?? null },
    exitStatus: own.exitStatus ?? (kinship === null ? (trial?.outcome?.exception ?? null) : null),
    verdicts: judged.verdicts,
    relation: kinship?.relation ?? null,
    parentFile: kinship?.parentFile ?? null,
    parentActionId: kinship?.actionId ?? null,
    warnings: [
      ...own.warnings,
      ...judged.warnings,
      ...(kinship?.warnings ?? []),
      ...embeddedWarnings(json),
      ...gapWarnings(json, file, nearby),
    ],
  };
}

function trialFacts(trial: Trial | null): Pick<ParsedRollout, "label"> & Partial<ParsedRollout> {
  const name = trial?.result?.trialName ?? (trial === null ? null : nameOf(trial.folder) || null);
  const step = trial?.step ?? null;
  const label = step !== null && name !== null ? `${name} / ${step}` : name;
  const identity = trial?.result?.id;
  return identity === null || identity === undefined ? { label } : { label, identity };
}

function recordedOutcome(trial: Trial) {
  const { result, outcome } = trial;
  return result === null || outcome === null ? null : { file: result.file, outcome };
}

/** The steps of a multi-step task have instructions of their own: each is a task to compare attempts at. */
function instanceOf(trial: Trial | null): string | null {
  const name = trial?.result?.taskName ?? null;
  const step = trial?.step ?? null;
  return name !== null && step !== null ? `${name} (step ${step})` : name;
}

function parseEmbedded(
  source: Source,
  { trajectory, pointer, holder }: Embedded,
  main: ParsedRollout,
): ParsedRollout {
  const own = readTrajectory(FORMAT, trajectory, pointer, null);
  const id = own.key;
  return {
    ...own,
    label: main.label,
    task: main.task,
    relation: "subagent",
    parentFile: nameOf(source.file.path),
    parentKey: filledText(holder["trajectory_id"]),
    parentActionId: id === null ? null : callReferring(holder, (ref) => ref.trajectoryId === id),
  };
}

interface Embedded {
  trajectory: JsonObject;
  pointer: string;
  /** The trajectory that it is embedded in. */
  holder: JsonObject;
}

/** Embedded trajectories at any depth, in the order of the file. */
function embeddedIn(json: JsonObject, pointer: string): Embedded[] {
  return listOf(json["subagent_trajectories"]).flatMap((child, index) => {
    if (!isObject(child)) return [];
    const place = `${pointer}/subagent_trajectories/${String(index)}`;
    return [{ trajectory: child, pointer: place, holder: json }, ...embeddedIn(child, place)];
  });
}

/** An embedded trajectory that is none does not cost the others. */
function embeddedWarnings(json: JsonObject): IngestWarning[] {
  const message = "an embedded trajectory without steps: left out";
  const direct = listOf(json["subagent_trajectories"]).flatMap((child, index) =>
    isObject(child) ? [] : [{ place: `/subagent_trajectories/${String(index)}`, message }],
  );
  const nested = embeddedIn(json, "").filter(({ trajectory }) => !Array.isArray(trajectory["steps"]));
  return [...direct, ...nested.map(({ pointer }) => ({ place: pointer, message }))];
}

/** Sub-agents and continuations that are referred to but not there. */
function gapWarnings(json: JsonObject, file: LogFile, nearby: Nearby): IngestWarning[] {
  const embedded = embeddedIn(json, "").map(({ trajectory }) => filledText(trajectory["trajectory_id"]));
  const isThere = (path: string | null) => {
    const folder = joinPath(folderOf(file.path), folderOf(path ?? ""));
    return nearby.list(folder).some((name) => namesFile(path, name));
  };
  const lost = listAllRefs(json)
    .filter(
      (ref) => !(ref.trajectoryId !== null && embedded.includes(ref.trajectoryId)) && !isThere(ref.path),
    )
    .map((ref) => `the sub-agent trajectory ${refName(ref)} is referred to but not there`);
  const next = filledText(json["continued_trajectory_ref"]);
  const onward =
    next === null
      ? []
      : isThere(next)
        ? [`continued in ${next}, whose totals include this part`]
        : [`continued in ${next}, which is not there: the end of this rollout is missing`];
  return [...lost, ...onward].map((message) => ({ place: null, message }));
}
