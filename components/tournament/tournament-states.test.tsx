import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ChampionAnswer } from "@/components/tournament/champion-answer";
import { StatusLine } from "@/components/tournament/status-line";
import { createCandidateView, createGroup, createVote } from "@/components/tournament/testing";
import { defaultTournamentSettings } from "@/lib/domain/tournament";
import type { TournamentView } from "@/lib/domain/views";

function createTournament(given: Partial<TournamentView>): TournamentView {
  return {
    id: "b1",
    task: { id: "t1", title: "a task", instanceId: null },
    settings: defaultTournamentSettings,
    ...{ status: "queued", champion: null, survivors: null, error: null, cancelRequested: false },
    ...{ createdAt: 0, startedAt: null, finishedAt: null, playedFor: null },
    candidates: [createCandidateView("ra", 1), createCandidateView("rb", 2)],
    groups: [],
    ...given,
  };
}

function readText(node: React.ReactNode): string {
  const html = renderToStaticMarkup(<NuqsTestingAdapter>{node}</NuqsTestingAdapter>);
  return html.replace(/<[^>]+>/g, "").replaceAll("&#x27;", "'");
}

const cancel = () => Promise.resolve({ ok: true } as const);
const status = (given: Partial<TournamentView>) =>
  readText(<StatusLine tournament={createTournament(given)} cancelTournament={cancel} />);
const answer = (given: Partial<TournamentView>) =>
  readText(<ChampionAnswer tournament={createTournament({ status: "finished", ...given })} />);

describe("what became of a tournament", () => {
  test("a queued one waits for the worker and can be cancelled", () => {
    expect(status({})).toContain("Waiting for the worker.");
    expect(status({})).toContain("Cancel tournament");
  });

  test("a failed one shows its error, a cancelled one what was kept", () => {
    const votes = [createVote(0, ["ra", "rb"], "ra")];
    const groups = [createGroup(0, 0, ["ra", "rb"], { winner: null, decision: null, votes })];
    expect(status({ status: "failed", error: "The disk is full." })).toContain("The disk is full.");
    expect(status({ status: "cancelled", groups })).toContain("Kept: 1 vote and 0 decided groups");
    expect(status({ status: "finished" })).toBe("");
  });
});

describe("the answer in words", () => {
  test("a single candidate wins without anything to decide", () => {
    const text = answer({ candidates: [createCandidateView("ra", 1)], champion: "ra", survivors: ["ra"] });
    expect(text).toContain("There was nothing to decide: r1 is the only candidate.");
    expect(text).toContain("known verdict (the judge never saw it):r1unknown");
  });

  test("survivors are listed when more than one is kept", () => {
    const groups = [createGroup(0, 0, ["ra"]), createGroup(0, 1, ["rb"])];
    expect(answer({ survivors: ["ra", "rb"], groups })).toContain("without a single champion: r1, r2.");
  });

  test("a champion is explained by name", () => {
    const votes = [createVote(0, ["ra", "rb"], "ra")];
    const groups = [createGroup(0, 0, ["ra", "rb"], { votes })];
    expect(answer({ champion: "ra", survivors: ["ra"], groups })).toContain("r1 won 1 match (1–0)");
  });
});
