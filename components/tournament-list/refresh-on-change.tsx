"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { useChangeFeed } from "@/lib/client/use-change-feed";
import type { ChangeMessage } from "@/lib/domain/views";

const QUIET_MS = 800;

/**
 * Draws the page anew when something of a topic changed after the event `since`, at most once in 0.8 seconds; when
 * a subject is given, for its changes only. Shows nothing itself.
 */
export function RefreshOnChange({
  topics,
  subject,
  since,
}: {
  topics: readonly ChangeMessage["topic"][];
  subject?: string;
  since: number;
}) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const wanted = topics.join(" ");
  const onChange = useCallback(
    ({ topic, subject: changed }: ChangeMessage) => {
      if (!wanted.includes(topic) || timer.current !== null) return;
      if (subject !== undefined && subject !== changed) return;
      timer.current = setTimeout(() => {
        timer.current = null;
        router.refresh();
      }, QUIET_MS);
    },
    [router, subject, wanted],
  );
  useChangeFeed(since, onChange);
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return null;
}
