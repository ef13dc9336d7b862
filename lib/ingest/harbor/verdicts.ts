// Harbor's rewards as verdicts. A reward of 1 or more is "resolved", by convention; without a reward the outcome
// is unknown, whatever became of the agent.
import type { LogFile, Nearby } from "@/lib/ingest/format";
import { readRewards, type TrialOutcome } from "@/lib/ingest/harbor/trial-result";
import { isObject } from "@/lib/ingest/json-value";
import { joinPath } from "@/lib/ingest/path-names";
import type { IngestWarning, Verdict } from "@/lib/domain/trajectory";

export interface TrialVerdicts {
  verdicts: Verdict[];
  warnings: IngestWarning[];
}

/**
 * The verdicts on a trial or on one of its steps: of result.json, and of the reward file where that says
 * something else. None when nobody has judged.
 * @param folder that holds `verifier/`
 * @param recorded what result.json says, with its path; null when there is none
 */
export function trialVerdicts(
  folder: string,
  recorded: { file: string; outcome: TrialOutcome } | null,
  nearby: Nearby,
): TrialVerdicts {
  const written = rewardFile(folder, nearby);
  const verdicts = [
    ...(recorded === null ? [] : recordedVerdict(recorded)),
    ...(written.kind === "read" ? [makeVerdict(written.rewards, written.source, written.file, null)] : []),
  ];
  return {
    verdicts: withoutRepeat(verdicts),
    warnings: written.kind === "unreadable" ? [written.warning] : [],
  };
}

function recordedVerdict({ file, outcome }: { file: string; outcome: TrialOutcome }): Verdict[] {
  const source = "Harbor result.json";
  if (outcome.rewards !== null) {
    const note = outcome.exception === null ? null : `the trial ended with ${outcome.exception}`;
    return [makeVerdict(outcome.rewards, source, file, note)];
  }
  if (outcome.exception === null) return [];
  return [{ resolved: null, reward: null, source, file, details: {}, note: outcome.exception }];
}

type RewardFile =
  | { kind: "none" }
  | { kind: "read"; rewards: Record<string, number>; source: string; file: string }
  | { kind: "unreadable"; warning: IngestWarning };

/** reward.json first, as newer Harbor does; reward.txt holds one number. */
function rewardFile(folder: string, nearby: Nearby): RewardFile {
  const verifier = joinPath(folder, "verifier");
  const names = nearby.list(verifier);
  const name = ["reward.json", "reward.txt"].find((candidate) => names.includes(candidate));
  if (name === undefined) return { kind: "none" };
  const path = joinPath(verifier, name);
  const file = nearby.read(path);
  const rewards = file === null ? null : readRewardFile(file);
  if (rewards !== null) return { kind: "read", rewards, source: `Harbor ${name}`, file: path };
  return {
    kind: "unreadable",
    warning: { place: path, message: "holds no reward: the outcome stays unknown" },
  };
}

/** The verdict of a reward file by itself; null when it holds no reward. */
export function rewardFileVerdict(file: LogFile): Verdict | null {
  const rewards = readRewardFile(file);
  return rewards === null ? null : makeVerdict(rewards, `Harbor ${file.path}`, file.path, null);
}

function readRewardFile(file: LogFile): Record<string, number> | null {
  return readNumber(file.text()) ?? (file.isJson() ? fromJson(file.json()) : null);
}

function readNumber(text: string): Record<string, number> | null {
  const number = text.trim() === "" ? Number.NaN : Number(text.trim());
  return Number.isFinite(number) ? { reward: number } : null;
}

function fromJson(json: unknown): Record<string, number> | null {
  return isObject(json) ? readRewards(json) : null;
}

/**
 * A verdict by its rewards: the one named "reward", else the only one there is; several of other names leave the
 * outcome unknown. A reward of 1 or more is "resolved".
 */
export function makeVerdict(
  rewards: Record<string, number>,
  source: string,
  file: string,
  note: string | null,
): Verdict {
  const [only, ...others] = Object.keys(rewards);
  const key = rewards["reward"] !== undefined ? "reward" : others.length === 0 ? only : undefined;
  const reward = key === undefined ? null : (rewards[key] ?? null);
  const unnamed = key === undefined ? 'several rewards and none named "reward"' : null;
  const details = Object.fromEntries(Object.entries(rewards).filter(([name]) => name !== key));
  return {
    resolved: reward === null ? null : reward >= 1,
    reward,
    source,
    file,
    details,
    note:
      [key === "reward" ? null : (unnamed ?? `reward named "${key ?? ""}"`), note]
        .filter((text) => text !== null)
        .join("; ") || null,
  };
}

/** The reward file repeats what result.json took from it; only a difference is worth a second verdict. */
function withoutRepeat(verdicts: Verdict[]): Verdict[] {
  const [first, second] = verdicts;
  return first !== undefined && second?.reward === first.reward ? [first] : verdicts;
}
