import { Eye, EyeOff } from "lucide-react";
import { Button } from "@/components/ui/button";
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
  const Icon = isRevealed ? EyeOff : Eye;
  return (
    <p className="flex flex-wrap items-center gap-2 text-xs text-warning">
      Secrets in {countOf(places, "place")} {isRevealed ? "are shown" : "are masked"}.
      <Button
        className="h-6 px-2 text-2xs"
        aria-pressed={isRevealed}
        onClick={() => setRevealed(!isRevealed)}
      >
        <Icon aria-hidden className="size-3" />
        {isRevealed ? "Mask secrets" : "Reveal secrets"}
      </Button>
    </p>
  );
}
