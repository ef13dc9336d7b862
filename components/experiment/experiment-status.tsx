"use client";

import { Ban, CircleAlert, CircleCheck, Clock3, Play, Square, type LucideIcon } from "lucide-react";
import { useState, useTransition } from "react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { isUnfinished, type RunStatus } from "@/lib/domain/status";

export type ChangeExperiment = (input: {
  experimentId: string;
}) => Promise<{ ok: true } | { ok: false; message: string }>;

/** What the status line is told of an experiment. */
export interface ExperimentState {
  id: string;
  status: RunStatus;
  cancelRequested: boolean;
  error: string | null;
  /** Why it ended before all was done. */
  note: string | null;
}

const looks: Record<RunStatus, { tone: Tone; icon: LucideIcon }> = {
  queued: { tone: "accent", icon: Clock3 },
  running: { tone: "accent", icon: Clock3 },
  finished: { tone: "unknown", icon: CircleCheck },
  failed: { tone: "bad", icon: CircleAlert },
  cancelled: { tone: "warning", icon: Ban },
};

/** The state of an experiment in a line, with the way to stop it or to go on with it. */
export function ExperimentStatus({
  state,
  cancel,
  resume,
}: {
  state: ExperimentState;
  cancel: ChangeExperiment;
  /** Null for an experiment that is but a record. */
  resume: ChangeExperiment | null;
}) {
  const { status } = state;
  const { tone, icon } = looks[status];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Badge tone={tone} icon={icon}>
        {status}
      </Badge>
      <p role="status" className="min-w-0 [overflow-wrap:anywhere]">
        {sayState(state, resume !== null)}
      </p>
      <div className="flex flex-wrap items-center gap-2 sm:ml-auto">
        {isUnfinished(status) && (
          <ChangeButton id={state.id} change={cancel} disabled={state.cancelRequested}>
            <Square aria-hidden className="size-3.5" />
            Cancel
          </ChangeButton>
        )}
        {resume !== null && (status === "cancelled" || status === "failed") && (
          <ChangeButton id={state.id} change={resume}>
            <Play aria-hidden className="size-3.5" />
            Resume
          </ChangeButton>
        )}
      </div>
    </div>
  );
}

function sayState({ status, cancelRequested, error, note }: ExperimentState, canGoOn: boolean): string {
  switch (status) {
    case "queued":
      return cancelRequested ? "Cancelling." : "Waiting for the worker.";
    case "running":
      return cancelRequested ? "Cancelling; what was done is kept." : "";
    case "finished":
      return [error, note].filter((part) => part !== null).join(" ");
    case "failed":
      return `${error ?? "It stopped without giving a reason."} What was done is kept.`;
    case "cancelled":
      return canGoOn ? "What was done is kept; it can go on from there." : (note ?? "What was done is kept.");
  }
}

function ChangeButton({
  id,
  change,
  disabled = false,
  children,
}: {
  id: string;
  change: ChangeExperiment;
  disabled?: boolean;
  children: React.ReactNode;
}) {
  const [pending, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const go = () =>
    start(async () => {
      const result = await change({ experimentId: id });
      setProblem(result.ok ? null : result.message);
    });
  return (
    <>
      {problem !== null && <p role="alert">{problem}</p>}
      <Button onClick={go} disabled={pending || disabled}>
        {children}
      </Button>
    </>
  );
}
