"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";

/** What a server action that starts something answers when it refuses, in a sentence. */
interface Refusal {
  ok: false;
  message: string;
}

/**
 * Starts something on the server and goes to its page.
 * @param start the server action
 * @param addressOf the page of what was started
 * @returns `launch` to start it; `pending` while the server is asked; `problem`, the server's last refusal or null
 */
export function useStart<Input, Started extends { ok: true }>(
  start: (input: Input) => Promise<Started | Refusal>,
  addressOf: (started: Started) => string,
): { launch: (input: Input) => void; pending: boolean; problem: string | null } {
  const router = useRouter();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const launch = (input: Input) =>
    startTransition(async () => {
      const result = await start(input);
      setProblem(result.ok ? null : result.message);
      if (result.ok) router.push(addressOf(result));
    });
  return { launch, pending, problem };
}
