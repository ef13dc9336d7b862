// One round of Recursive Tournament Voting (paper, section 2.3 steps 3 and 4; ties as in section 2.7).
//
// Ties. A level group may get extra votes, one at a time, but only out of votes spared so far: those of this
// round and the rounds before which could not change their group's winner any more. They go to the level groups
// in bracket order once all others of the round are decided, so they depend neither on arrival nor on
// concurrency, and with curtailment on a tournament never casts more than V votes per group. Spared votes are
// counted alike with curtailment off (then extra votes come on top), so the winner is the same either way.
// Extra votes are between the level candidates only. Who is still level then is decided by a seeded coin.
//
// Quorum. A group in which fewer votes than the quorum name anybody is not decided by those few, and gets no extra
// votes, as its judge does not answer: a seeded coin decides among all its contenders.
import type { Decision, TournamentEvent, TournamentSettings } from "@/lib/domain/tournament";
import type { Candidate } from "@/lib/engine/ports";
import { showInOrder, tossCoin, type OpenGroup } from "@/lib/engine/tournament/group";
import { countSpareVotes, nameEnd, planWave, readStanding } from "@/lib/engine/tournament/standing";
import { finishAll, type Work } from "@/lib/engine/tournament/stream";
import type { VoteDesk } from "@/lib/engine/tournament/vote-desk";
import { invariant } from "@/lib/utils/invariant";

/** The most extra votes one level group can get: as many again as it had, 9 at most. */
export function capExtraVotes(votes: number): number {
  return Math.min(votes, 9);
}

interface RoundResult {
  survivors: string[];
  /** Votes spared so far and not spent on ties. */
  spare: number;
}

/**
 * Plays one round and reports each vote (in index order within its group) and each decision.
 * @param spare votes spared in earlier rounds and not yet spent
 */
export async function playRound(
  round: { groups: readonly OpenGroup[]; spare: number; settings: TournamentSettings },
  desk: VoteDesk,
  work: Work<TournamentEvent>,
): Promise<RoundResult> {
  const table = new Table(round.settings, desk, work);
  const { groups, settings } = round;
  await finishAll(
    groups.map((group) => table.playGroup(group)),
    work.stop,
  );
  const earned = groups.reduce((sum, group) => sum + earnSpareVotes(group, settings), round.spare);
  const spare = await table.settleTies(groups, earned);
  return { survivors: groups.map((group) => table.winnerOf(group)), spare };
}

/** Votes a group leaves over: all of them when a contest of several needed no judge. */
function earnSpareVotes(group: OpenGroup, settings: TournamentSettings): number {
  if (group.candidates.length === 1) return 0;
  if (group.contenders.length < 2) return settings.votes;
  return countSpareVotes(ids(group.contenders), group.votes, settings);
}

/** The groups of one round around their shared desk: who has won so far, and what was reported. */
class Table {
  private readonly winners = new Map<OpenGroup, string>();

  constructor(
    private readonly settings: TournamentSettings,
    private readonly desk: VoteDesk,
    private readonly work: Work<TournamentEvent>,
  ) {}

  winnerOf(group: OpenGroup): string {
    const winner = this.winners.get(group);
    invariant(winner !== undefined, `group ${group.position} of round ${group.round} has no winner`);
    return winner;
  }

  /** Decides a group by its V votes, or without any where none is needed; leaves it open when they end level. */
  async playGroup(group: OpenGroup): Promise<void> {
    const [first, second] = group.contenders;
    if (group.candidates.length === 1) return this.decide(group, group.candidates, "bye", false);
    if (!first) return this.decide(group, group.candidates, "coin", false);
    if (!second) return this.decide(group, [first.id], group.merged ? "identical" : "no-contest", false);

    await this.castRegularVotes(group);
    const standing = readStanding(ids(group.contenders), group.votes);
    if (standing.valid < this.settings.quorum) {
      return this.decide(group, ids(group.contenders), "coin", standing.lead === 0);
    }
    if (standing.lead === 0) return;
    this.decide(group, standing.leaders, nameEnd(standing, group.votes.length, this.settings), false);
  }

  /** Casts extra votes while there are spare ones, then tosses coins. Returns the spare votes left. */
  async settleTies(groups: readonly OpenGroup[], available: number): Promise<number> {
    let spare = available;
    const open = () => groups.filter((group) => !this.winners.has(group));
    for (let extra = 0; extra < capExtraVotes(this.settings.votes) && spare > 0; extra += 1) {
      const paid = open().slice(0, spare);
      spare -= paid.length;
      await finishAll(
        paid.map((group) => this.playExtraVote(group)),
        this.work.stop,
      );
    }
    for (const group of open()) {
      this.decide(group, readStanding(ids(group.contenders), group.votes).leaders, "coin", true);
    }
    return spare;
  }

  private async castRegularVotes(group: OpenGroup): Promise<void> {
    for (;;) {
      const cast = group.votes.length;
      const standing = readStanding(ids(group.contenders), group.votes);
      const wave = planWave(standing, cast, this.settings, group.contenders.length);
      if (wave === 0) return;
      await this.castVotes(group, group.contenders, wave);
    }
  }

  private async playExtraVote(group: OpenGroup): Promise<void> {
    const { leaders } = readStanding(ids(group.contenders), group.votes);
    const level = group.contenders.filter((candidate) => leaders.includes(candidate.id));
    await this.castVotes(group, level, 1);
    const standing = readStanding(ids(group.contenders), group.votes);
    if (standing.lead > 0) this.decide(group, standing.leaders, "extra-votes", true);
  }

  /** Casts the next `count` votes of a group at once and reports them in index order. */
  private async castVotes(group: OpenGroup, shown: readonly Candidate[], count: number): Promise<void> {
    const { round, position, seed: groupSeed } = group;
    const pending = Array.from({ length: count }, (_, offset) => {
      const index = group.votes.length + offset;
      const candidates = showInOrder(shown, group.start, index);
      const seed = `${groupSeed}/vote-${index}`;
      const ballot = { candidates, seed, group: { round, position, seed: groupSeed } };
      return this.desk({ round, position, index }, ballot, this.work.signal);
    });
    const ended = Promise.allSettled([finishAll(pending, this.work.stop)]);
    try {
      for (const vote of pending) {
        group.votes.push(await vote);
        this.work.emit({ kind: "vote-cast", round, position, vote: await vote });
      }
    } finally {
      await ended;
    }
  }

  /** Records the winner: the only one of `leaders`, or the one a coin picks among several. */
  private decide(group: OpenGroup, leaders: readonly string[], decision: Decision, tie: boolean): void {
    const winner = tossCoin(leaders, group.seed);
    this.winners.set(group, winner);
    const { round, position, candidates } = group;
    this.work.emit({ kind: "group-decided", round, position, candidates, winner, decision, tie });
  }
}

function ids(candidates: readonly Candidate[]): string[] {
  return candidates.map((candidate) => candidate.id);
}
