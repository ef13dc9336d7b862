// Random brackets, each played with curtailment and without.
import type { TournamentEvent, TournamentSettings } from "@/lib/domain/tournament";
import { createSimulatedJudge } from "@/lib/engine/judges/simulated";
import { createRandom } from "@/lib/engine/random";
import { buildRounds } from "@/lib/engine/tournament/replay";
import { createPopulation, playTournament } from "@/lib/engine/tournament/test-candidates";

export interface RandomBracket {
  population: number;
  /** Candidates with the lowest ids that are as good as each other and better than the rest. */
  good: number;
  accuracy: number;
  abstention: number;
  settings: Partial<TournamentSettings>;
}

/** A bracket drawn from a seed: any N, G, V, K, quorum and judge. */
export function drawBracket(seed: string): RandomBracket {
  const random = createRandom(seed);
  const population = 1 + random.integer(40);
  const votes = 1 + random.integer(9);
  return {
    population,
    good: random.integer(population + 1),
    accuracy: 0.5 + random.float() / 2,
    abstention: random.float() / 5,
    settings: {
      groupSize: 2 + random.integer(15),
      votes,
      quorum: 1 + random.integer(votes),
      keep: 1 + random.integer(4),
      seed: random.uint32(),
    },
  };
}

/** Votes cast without and with curtailment, and whether both ways had the same groups, winners and ties. */
export async function compareCurtailment(
  bracket: RandomBracket,
): Promise<{ sameOutcome: boolean; full: number; curtailed: number }> {
  const [full, curtailed] = [await play(bracket, false), await play(bracket, true)];
  return {
    sameOutcome: outline(full) === outline(curtailed),
    full: countCast(full),
    curtailed: countCast(curtailed),
  };
}

function play(bracket: RandomBracket, curtail: boolean): Promise<TournamentEvent[]> {
  const { population, good, accuracy, abstention, settings } = bracket;
  const truth = (id: string) => (Number(id.slice(1)) < good ? 1 : 0);
  return playTournament({
    candidates: createPopulation(population),
    judge: createSimulatedJudge({ truth, accuracy, abstention }),
    settings: { ...settings, curtail },
  });
}

function outline(events: readonly TournamentEvent[]): string {
  const groups = buildRounds(events).flat();
  const bracket = groups.map(({ candidates, winner, tie }) => ({ candidates, winner, tie }));
  return JSON.stringify([bracket, events.at(-1)]);
}

function countCast(events: readonly TournamentEvent[]): number {
  return events.filter((event) => event.kind === "vote-cast").length;
}
