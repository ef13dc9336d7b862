"use client";

import { SecretsLine } from "@/components/ui/secrets-line";
import { useReveal } from "@/lib/client/use-reveal";
import { findSecrets } from "@/lib/domain/secrets/find-secrets";
import { maskSecrets } from "@/lib/domain/secrets/mask";

/** What the agent was asked to do: its first lines, and all of it when opened; secrets are masked until revealed. */
export function TaskStatement({ taskId, statement }: { taskId: string; statement: string | null }) {
  const { isRevealed, setRevealed } = useReveal(taskId);
  if (statement === null) {
    return <p className="text-muted-foreground">The logs do not hold the statement of this task.</p>;
  }
  const shown = isRevealed ? statement : maskSecrets(statement);
  return (
    <div className="flex flex-col gap-2">
      <details className="group rounded-lg border bg-surface">
        <summary className="px-4 py-2.5">
          <span className="font-medium">Statement</span>
          <span className="mt-1 line-clamp-3 whitespace-pre-line text-muted-foreground group-open:hidden">
            {shown.trim().slice(0, 800)}
          </span>
        </summary>
        {/* Focusable, so that the keyboard can scroll it too. */}
        <div
          role="region"
          aria-label="Statement of the task"
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          className="max-h-96 max-w-none overflow-y-auto border-t px-4 py-3 [overflow-wrap:anywhere] whitespace-pre-wrap"
        >
          {shown}
        </div>
      </details>
      <SecretsLine places={findSecrets(statement).length} isRevealed={isRevealed} setRevealed={setRevealed} />
    </div>
  );
}
