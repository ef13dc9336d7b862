"use client";

import { useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { RevealButton } from "@/components/ui/reveal-button";
import { rolloutSecretsQuery } from "@/lib/client/secrets";
import { useReveal } from "@/lib/client/use-reveal";
import { saySecrets } from "@/lib/domain/secrets/count";
import { countOf } from "@/lib/utils/format";

/** How many secrets the rollout holds, and the way to see them; nothing when it holds none. */
export function SecretsMark({ rolloutId }: { rolloutId: string }) {
  const { data } = useQuery(rolloutSecretsQuery(rolloutId));
  const { isRevealed, setRevealed } = useReveal(rolloutId);
  if (data === undefined || data.secrets === 0) return null;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Badge
        tone="warning"
        icon={KeyRound}
        title={`By rule: ${saySecrets(data)}. The files on the disk are as they were.`}
      >
        {data.complete ? "" : "at least "}
        {countOf(data.secrets, "secret")} {isRevealed ? "shown" : "masked"}
      </Badge>
      <RevealButton isRevealed={isRevealed} setRevealed={setRevealed} />
    </span>
  );
}
