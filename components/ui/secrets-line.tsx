import { RevealButton } from "@/components/ui/reveal-button";
import { countOf } from "@/lib/utils/format";

/** How many secrets are masked or shown, and the way to change it; nothing when there are none. */
export function SecretsLine({
  places,
  isRevealed,
  setRevealed,
}: {
  places: number;
  isRevealed: boolean;
  setRevealed: (reveal: boolean) => void;
}) {
  if (places === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-2 text-xs text-warning">
      Secrets in {countOf(places, "place")} {isRevealed ? "are shown" : "are masked"}.
      <RevealButton isRevealed={isRevealed} setRevealed={setRevealed} />
    </p>
  );
}
