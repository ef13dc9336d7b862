// The unified pipeline (paper, section 2.5): independent rollouts, a tournament down to K, fresh rollouts that are
// given the K summaries, and so on; a last tournament down to one. "Select, reuse, select."
import type { ExperimentSettings, RefinementContext, RolloutKey } from "@/lib/domain/experiment";
import {
  defaultTournamentSettings,
  type TournamentEvent,
  type TournamentSettings,
} from "@/lib/domain/tournament";
import { renderContext } from "@/lib/engine/pipeline/context";
import { drawParents, type Predecessors } from "@/lib/engine/pipeline/parents";
import type { Candidate, Clock, Judge, VoteRequest, VoteStore } from "@/lib/engine/ports";
import { runTournament } from "@/lib/engine/tournament/run-tournament";
import { finishAll, streamEvents } from "@/lib/engine/tournament/stream";

export interface PipelineSpec {
  /** Sets the draws of this run apart from others under the same seed: the task's name, never a random id. */
  key: string;
  task: VoteRequest["task"];
  settings: ExperimentSettings;
  /** Rollouts that are there already: they are iteration 0 and none is launched for it. Null: all are launched. */
  given: readonly Candidate[] | null;
}

/** One rollout that is wanted. */
export interface RolloutOrder {
  key: RolloutKey;
  context: RefinementContext | null;
  /** Everything random in the rollout follows from it. */
  seed: string;
}

/** Everything costly. Each port remembers by key what it has done, so that a pipeline run again does it once. */
export interface PipelinePorts {
  /** Gives the rollout of a key, made now or before; null when it failed or the budget allows no more. */
  makeRollout(order: RolloutOrder, signal: AbortSignal): Promise<Candidate | null>;
  /** Gives the context of a key as it was stored, or stores what `draw` gives. */
  keepContext(key: RolloutKey, draw: () => RefinementContext): RefinementContext;
  /** The votes of an iteration's tournament. */
  votesOf(iteration: number): VoteStore;
  judge: Judge;
  clock: Clock;
  /** Judge calls at a time. */
  voteConcurrency: number;
  signal: AbortSignal;
}

export type PipelineEvent =
  | { kind: "iteration-started"; iteration: number; rollouts: number }
  /** `candidate` is null when the attempt came to nothing. */
  | { kind: "rollout-finished"; key: RolloutKey; candidate: string | null }
  | { kind: "tournament-started"; iteration: number; candidates: string[]; settings: TournamentSettings }
  | { kind: "tournament"; iteration: number; event: TournamentEvent }
  | { kind: "run-finished"; champion: string | null };

/**
 * Carries out one run and reports it as it goes. Run again with ports that remember, it asks for nothing that was
 * done and ends alike.
 *
 * An iteration in which no rollout could be made ends the run early: the champion is then decided among the
 * survivors of the one before, by playing its tournament on.
 * @throws the signal's reason when cancelled; what a port throws
 */
export async function* runPipeline(
  spec: PipelineSpec,
  ports: PipelinePorts,
): AsyncGenerator<PipelineEvent, void, void> {
  const { settings } = spec;
  let before: Predecessors | null = null;
  for (let iteration = 0; iteration < settings.iterations; iteration += 1) {
    ports.signal.throwIfAborted();
    const population: (Candidate | null)[] = yield* populate(spec, ports, iteration, before);
    const entrants = population.filter((candidate) => candidate !== null);
    const isLast = iteration === settings.iterations - 1;
    if (entrants.length === 0) {
      const champions: Candidate[] =
        before === null ? [] : yield* finishEarly(spec, ports, iteration, before);
      yield { kind: "run-finished", champion: champions[0]?.id ?? null };
      return;
    }
    const wanted: number | null = isLast ? 1 : settings.variant === "select-k" ? settings.keep : null;
    const survivors: Candidate[] =
      wanted === null ? [] : yield* select(spec, ports, { iteration, entrants, keep: wanted });
    before = { population, survivors };
  }
  yield { kind: "run-finished", champion: before?.survivors[0]?.id ?? null };
}

/** All rollouts of an iteration, by index; null where one came to nothing. */
async function* populate(
  spec: PipelineSpec,
  ports: PipelinePorts,
  iteration: number,
  before: Predecessors | null,
): AsyncGenerator<PipelineEvent, (Candidate | null)[], void> {
  const given = iteration === 0 ? spec.given : null;
  const wanted = given?.length ?? spec.settings.rollouts;
  yield { kind: "iteration-started", iteration, rollouts: wanted };
  if (given !== null) return [...given];
  return yield* streamEvents<PipelineEvent, (Candidate | null)[]>(ports.signal, async (work) => {
    const pending = Array.from({ length: wanted }, async (_, index) => {
      const order = placeOrder(spec, ports, { iteration, index }, before);
      const candidate = await ports.makeRollout(order, work.signal);
      work.emit({ kind: "rollout-finished", key: order.key, candidate: candidate?.id ?? null });
      return candidate;
    });
    await finishAll(pending, work.stop);
    return Promise.all(pending);
  });
}

function placeOrder(
  { key: name, settings }: PipelineSpec,
  ports: PipelinePorts,
  key: RolloutKey,
  before: Predecessors | null,
): RolloutOrder {
  const seed = `${name}/seed-${settings.seed}/iteration-${key.iteration}/rollout-${key.index}`;
  const parents = before === null ? [] : drawParents(settings, before, key.index, seed);
  if (parents.length === 0) return { key, context: null, seed };
  const context = ports.keepContext(key, () => ({
    parents: parents.map((parent) => parent.id),
    text: renderContext(parents.map((parent) => parent.summary)),
  }));
  return { key, context, seed };
}

/** The tournament of an iteration, down to `keep`. */
async function* select(
  spec: PipelineSpec,
  ports: PipelinePorts,
  { iteration, entrants, keep }: { iteration: number; entrants: readonly Candidate[]; keep: number },
): AsyncGenerator<PipelineEvent, Candidate[], void> {
  const { judge, groupSize, votes, seed, curtail } = spec.settings;
  const settings: TournamentSettings = {
    ...defaultTournamentSettings,
    ...{ judge, groupSize, votes, seed, curtail, keep },
  };
  const candidates = entrants.map((candidate) => candidate.id);
  yield { kind: "tournament-started", iteration, candidates, settings };
  const events = runTournament(
    { candidates: entrants, task: spec.task, settings, key: `${spec.key}/iteration-${iteration}` },
    {
      judge: ports.judge,
      votes: ports.votesOf(iteration),
      clock: ports.clock,
      concurrency: ports.voteConcurrency,
      signal: ports.signal,
    },
  );
  let survivors: readonly string[] = candidates;
  for await (const event of events) {
    yield { kind: "tournament", iteration, event };
    if (event.kind === "tournament-finished") survivors = event.survivors;
  }
  return entrants.filter((candidate) => survivors.includes(candidate.id));
}

/** Plays the tournament of the iteration before to its end, over the same bracket. */
function finishEarly(
  spec: PipelineSpec,
  ports: PipelinePorts,
  iteration: number,
  { population }: Predecessors,
): AsyncGenerator<PipelineEvent, Candidate[], void> {
  const entrants = population.filter((candidate) => candidate !== null);
  return select(spec, ports, { iteration: iteration - 1, entrants, keep: 1 });
}
