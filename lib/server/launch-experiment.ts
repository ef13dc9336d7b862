// PLACEHOLDER until the launcher is merged.
import "server-only";
import type { Db } from "@/db/client";

export class LaunchError extends Error {
  override readonly name = "LaunchError";
}

export function launchSample(_db: Db): Promise<string> {
  return Promise.reject(new LaunchError("The sample experiment cannot be started yet."));
}
