import { Eye, EyeOff } from "lucide-react";
import { Button } from "@/components/ui/button";

/** Shows masked secrets, or masks them again. */
export function RevealButton({
  isRevealed,
  setRevealed,
}: {
  isRevealed: boolean;
  setRevealed: (reveal: boolean) => void;
}) {
  const Icon = isRevealed ? EyeOff : Eye;
  return (
    <Button className="h-6 px-2 text-2xs" aria-pressed={isRevealed} onClick={() => setRevealed(!isRevealed)}>
      <Icon aria-hidden className="size-3" />
      {isRevealed ? "Mask secrets" : "Reveal secrets"}
    </Button>
  );
}
