// Recursive Tournament Voting (paper, section 2.3, with the defaults of section 2.7): split the population into
// groups, let V votes decide each, go on with the winners until K are left.
import type { TournamentEvent, TournamentSettings } from "@/lib/domain/tournament";
import type { Candidate, VoteRequest } from "@/lib/engine/ports";
import { drawRound } from "@/lib/engine/tournament/draw";
import { openGroup } from "@/lib/engine/tournament/group";
import { playRound } from "@/lib/engine/tournament/play-round";
import { streamEvents } from "@/lib/engine/tournament/stream";
import { createVoteDesk, type VotePorts } from "@/lib/engine/tournament/vote-desk";
import { invariant } from "@/lib/utils/invariant";

export interface TournamentSpec {
  candidates: readonly Candidate[];
  task: VoteRequest["task"];
  settings: TournamentSettings;
  /**
   * Sets the draws of this tournament apart from those of others with the same seed (for example task and
   * iteration). The same key, seed and candidates give the same bracket; a random id would not.
   */
  key: string;
}

export type TournamentPorts = VotePorts & { signal: AbortSignal };

/**
 * Plays a tournament and reports it as it goes. Run again with a store that holds its votes, it asks no judge
 * and ends alike. Events of groups played side by side may come in any order; those of one group keep theirs.
 * @throws Error when there is no candidate or one is given twice; the signal's reason when cancelled; the
 * store's error when the store fails
 */
export async function* runTournament(
  spec: TournamentSpec,
  ports: TournamentPorts,
): AsyncGenerator<TournamentEvent, void, void> {
  const candidates = indexCandidates(spec, ports);
  const { settings } = spec;
  const seed = `${spec.key}/seed-${settings.seed}`;
  const desk = createVoteDesk(spec.task, ports);
  let population = [...candidates.keys()];
  if (settings.order === "shuffled") population.sort();
  let spare = 0;

  for (let round = 0; population.length > settings.keep; round += 1) {
    ports.signal.throwIfAborted();
    const drawn = drawRound(population, settings, `${seed}/round-${round}/draw`);
    yield { kind: "round-started", round, groups: drawn };

    const groups = drawn.map((ids, position) =>
      openGroup({ round, position, seed }, pick(candidates, ids), settings),
    );
    const result = yield* streamEvents<TournamentEvent, { survivors: string[]; spare: number }>(
      ports.signal,
      (work) => playRound({ groups, spare, settings }, desk, work),
    );
    population = result.survivors;
    spare = result.spare;
    yield { kind: "round-finished", round, survivors: population };
  }
  const [champion] = population;
  const only = population.length === 1 && champion !== undefined;
  yield { kind: "tournament-finished", champion: only ? champion : null, survivors: population };
}

function indexCandidates(
  { candidates, settings }: TournamentSpec,
  ports: TournamentPorts,
): Map<string, Candidate> {
  invariant(
    settings.groupSize >= 2 && settings.votes >= 1 && settings.keep >= 1,
    "G >= 2, V >= 1 and K >= 1",
  );
  invariant(ports.concurrency >= 1, "a tournament needs room for at least one judge call at a time");
  if (candidates.length === 0) throw new Error("A tournament needs at least one candidate; none was given.");
  const index = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (index.has(candidate.id)) {
      throw new Error(`Candidate ${candidate.id} is in the tournament twice; give each rollout once.`);
    }
    index.set(candidate.id, candidate);
  }
  return index;
}

function pick(candidates: ReadonlyMap<string, Candidate>, ids: readonly string[]): Candidate[] {
  return ids.map((id) => {
    const candidate = candidates.get(id);
    invariant(candidate, `candidate ${id} is in the draw but not in the population`);
    return candidate;
  });
}
