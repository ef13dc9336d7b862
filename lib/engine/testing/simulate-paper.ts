// RTV on the paper's pass counts, played by the real tournament with a simulated judge. The published accuracies are
// those of a group's decision, so each group gets one vote of that accuracy (paper, section 3.3).
import type { TournamentEvent } from "@/lib/domain/tournament";
import { createSimulatedJudge } from "@/lib/engine/judges/simulated";
import { PAPER_ROLLOUTS, type PaperFigures } from "@/lib/engine/testing/paper-figures";
import { createPopulation, playTournament } from "@/lib/engine/tournament/test-candidates";

/** What one simulated run of a benchmark came to. */
export interface SimulatedRun {
  /** Mean pass rate in % of the candidates left after each round. */
  passRates: number[];
  /** Groups of a passing and a failing candidate in each round, over all tasks. */
  mixedGroups: number[];
}

const ROUNDS = 4;
const places = Array.from({ length: PAPER_ROLLOUTS }, (_, place) => place);
const candidates = createPopulation(PAPER_ROLLOUTS);

/**
 * One run over all tasks of a benchmark. Tasks of which all rollouts pass, or none, end as they begin and are
 * counted without being played.
 * @param seed the run's; the same one gives the same figures
 */
export async function simulatePaper(figures: PaperFigures, seed: number): Promise<SimulatedRun> {
  const passing = Array<number>(ROUNDS).fill(0);
  const mixedGroups = Array<number>(ROUNDS).fill(0);
  let tasks = 0;
  for (const [passCount, count] of figures.passCounts.entries()) {
    for (let task = 0; task < count; task += 1, tasks += 1) {
      const rounds = await simulateTask(
        passCount,
        figures.accuracies,
        `${figures.benchmark}/${figures.model}/run-${seed}/task-${tasks}`,
      );
      for (const [round, { share, mixed }] of rounds.entries()) {
        passing[round] = (passing[round] ?? 0) + share;
        mixedGroups[round] = (mixedGroups[round] ?? 0) + mixed;
      }
    }
  }
  return { passRates: passing.map((sum) => (100 * sum) / tasks), mixedGroups };
}

interface RoundOfTask {
  /** Passing candidates among the survivors, 0 to 1. */
  share: number;
  mixed: number;
}

async function simulateTask(
  passCount: number,
  accuracy: readonly number[],
  key: string,
): Promise<RoundOfTask[]> {
  if (passCount === 0 || passCount === PAPER_ROLLOUTS) {
    return Array.from({ length: ROUNDS }, () => ({ share: passCount / PAPER_ROLLOUTS, mixed: 0 }));
  }
  const passes = new Set(places.slice(0, passCount).map((place) => candidates[place]?.id));
  const judge = createSimulatedJudge({ truth: (id) => (passes.has(id) ? 1 : 0), accuracy });
  const events = await playTournament({ candidates, judge, settings: { votes: 1 }, key });
  return readRounds(events, (id) => passes.has(id));
}

function readRounds(events: readonly TournamentEvent[], passes: (id: string) => boolean): RoundOfTask[] {
  const mixed = events.flatMap((event) =>
    event.kind === "round-started"
      ? [event.groups.filter((group) => group.some(passes) && !group.every(passes)).length]
      : [],
  );
  const shares = events.flatMap((event) =>
    event.kind === "round-finished" ? [event.survivors.filter(passes).length / event.survivors.length] : [],
  );
  return shares.map((share, round) => ({ share, mixed: mixed[round] ?? 0 }));
}
