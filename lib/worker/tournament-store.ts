// Where a tournament's votes and groups are kept while it is played.
import type { Db } from "@/db/client";
import { decideGroup, getVote, insertGroups, insertVote, updateTournament } from "@/db/queries/tournaments";
import type { TournamentEvent } from "@/lib/domain/tournament";
import type { VoteStore } from "@/lib/engine/ports";
import type { Lease } from "@/lib/worker/lease";
import { nextTurn } from "@/lib/worker/next-turn";

export interface TournamentStore {
  db: Db;
  lease: Pick<Lease, "confirm">;
  tournamentId: string;
  /** Throws when the tournament is to go no further. */
  stopIfCancelled(): void;
}

/** Votes in the database: what is there is not cast again. */
export function storeVotes({ db, lease, tournamentId, stopIfCancelled }: TournamentStore): VoteStore {
  return {
    async once(key, cast) {
      const stored = getVote(db, tournamentId, key);
      if (stored) return stored;
      stopIfCancelled();
      const vote = await cast();
      db.transaction(() => {
        lease.confirm();
        insertVote(db, tournamentId, key, vote);
      });
      await nextTurn();
      return vote;
    },
  };
}

/** Keeps what an event tells. Events may be repeated. */
export function saveTournamentEvent(store: TournamentStore, event: TournamentEvent): void {
  const { db, lease, tournamentId } = store;
  switch (event.kind) {
    case "round-started":
      return insertGroups(db, tournamentId, event.round, event.groups);
    case "group-decided":
      return decideGroup(db, tournamentId, event);
    case "tournament-finished":
      return db.transaction(() => {
        lease.confirm();
        const { champion, survivors } = event;
        updateTournament(db, tournamentId, {
          status: "finished",
          champion,
          survivors,
          finishedAt: Date.now(),
        });
      });
    case "vote-cast": // the vote store has saved it
    case "round-finished":
      return;
  }
}
