import { SecretsLine } from "@/components/ui/secrets-line";
import type { JudgedSummary } from "@/lib/client/match-summaries";
import { storeReveal, useRevealed } from "@/lib/client/use-reveal";
import { findSecrets } from "@/lib/domain/secrets/find-secrets";
import { listClaims } from "@/lib/domain/summary";
import type { TournamentGroup } from "@/lib/domain/tournament";

/** How many secrets are masked in what is said of the match, and the way to see them; nothing when there are none. */
export function MatchSecrets({
  group,
  summaries,
}: {
  group: TournamentGroup;
  summaries: readonly JudgedSummary[];
}) {
  const revealed = useRevealed(group.candidates);
  const texts = [
    ...summaries.flatMap(({ summary }) => listClaims(summary).map((claim) => claim.text)),
    ...group.votes.flatMap((vote) => [
      vote.rationale,
      vote.raw ?? "",
      ...vote.criteria.map(({ note }) => note),
    ]),
  ];
  const places = texts.reduce((sum, text) => sum + findSecrets(text, { isCut: true }).length, 0);
  return (
    <SecretsLine
      places={places}
      isRevealed={group.candidates.every((id) => revealed.has(id))}
      setRevealed={(reveal) => storeReveal(group.candidates, reveal)}
    />
  );
}
