"use client";

import { useQuery } from "@tanstack/react-query";
import { SecretsLine } from "@/components/ui/secrets-line";
import { contextTextQuery } from "@/lib/client/context-text";
import { storeReveal, useRevealed } from "@/lib/client/use-reveal";
import { findSecrets } from "@/lib/domain/secrets/find-secrets";
import { maskSecrets } from "@/lib/domain/secrets/mask";

/** The text of a context exactly as it was sent, fetched when it is opened; secrets are masked until revealed. */
export function ContextText({
  experimentId,
  contextId,
  parents,
}: {
  experimentId: string;
  contextId: string;
  /** The rollouts whose summaries it holds. */
  parents: readonly string[];
}) {
  const { data: text, error } = useQuery(contextTextQuery(experimentId, contextId));
  const revealed = useRevealed(parents);
  if (error) {
    return (
      <p role="alert" className="text-unresolved">
        {error.message}
      </p>
    );
  }
  if (text === undefined) return <p className="text-muted-foreground">Fetching the text …</p>;
  const isRevealed = parents.every((id) => revealed.has(id));
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <SecretsLine
        places={findSecrets(text, { isCut: true }).length}
        isRevealed={isRevealed}
        setRevealed={(reveal) => storeReveal(parents, reveal)}
      />
      {/* Focusable, so that the keyboard can scroll it too. */}
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        aria-label="The text as it was sent"
        role="region"
        className="max-h-96 overflow-auto rounded-md bg-surface-sunken p-2 font-mono text-2xs [overflow-wrap:anywhere] whitespace-pre-wrap"
      >
        {isRevealed ? text : maskSecrets(text, { isCut: true })}
      </pre>
    </div>
  );
}
