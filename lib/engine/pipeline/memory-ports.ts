// Ports that remember in memory: for scripts, tests and simulations.
import type { RefinementContext, RolloutKey } from "@/lib/domain/experiment";
import type { Candidate, Judge } from "@/lib/engine/ports";
import type { PipelinePorts, RolloutOrder } from "@/lib/engine/pipeline/run-pipeline";
import { createMemoryVotes, type MemoryVotes } from "@/lib/engine/tournament/memory-votes";

export interface MemoryPorts {
  ports(signal?: AbortSignal): PipelinePorts;
  /** The contexts drawn so far, by "iteration/index". */
  contexts: ReadonlyMap<string, RefinementContext>;
  /** How often each rollout was really made, by "iteration/index". */
  made: ReadonlyMap<string, number>;
  /** Votes held, over all tournaments. */
  votes(): number;
}

/**
 * A memory that outlives pipelines: one that is run again over it is given what was made before.
 * @param make one rollout; null when there is to be none
 */
export function createMemoryPorts(
  judge: Judge,
  make: (order: RolloutOrder) => Candidate | null | Promise<Candidate | null>,
): MemoryPorts {
  const rollouts = new Map<string, Candidate | null>();
  const made = new Map<string, number>();
  const contexts = new Map<string, RefinementContext>();
  const ballots = new Map<number, MemoryVotes>();
  const makeRollout = async (order: RolloutOrder, signal: AbortSignal) => {
    const name = nameKey(order.key);
    const known = rollouts.get(name);
    if (known !== undefined) return known;
    signal.throwIfAborted();
    made.set(name, (made.get(name) ?? 0) + 1);
    const candidate = await make(order);
    signal.throwIfAborted();
    rollouts.set(name, candidate);
    return candidate;
  };
  const keepContext = (key: RolloutKey, draw: () => RefinementContext) => {
    const context = contexts.get(nameKey(key)) ?? draw();
    contexts.set(nameKey(key), context);
    return context;
  };
  const votesOf = (iteration: number) => {
    const votes = ballots.get(iteration) ?? createMemoryVotes();
    ballots.set(iteration, votes);
    return votes;
  };
  return {
    ports: (signal = new AbortController().signal) => ({
      makeRollout,
      keepContext,
      votesOf,
      judge,
      clock: () => 0,
      voteConcurrency: 4,
      signal,
    }),
    contexts,
    made,
    votes: () => [...ballots.values()].reduce((sum, votes) => sum + votes.size(), 0),
  };
}

function nameKey({ iteration, index }: RolloutKey): string {
  return `${iteration}/${index}`;
}
