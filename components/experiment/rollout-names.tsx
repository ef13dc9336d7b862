import Link from "next/link";
import { Fragment } from "react";
import type { NamedRollout } from "@/lib/domain/experiment-views";

/** "r2, r5, r9": each a link to its steps once it is there. `most` cuts the list off. */
export function RolloutNames({
  attempts,
  most = attempts.length,
}: {
  attempts: readonly NamedRollout[];
  most?: number;
}) {
  return (
    <>
      {attempts.slice(0, most).map(({ number, rolloutId }, index) => (
        <Fragment key={number}>
          {index > 0 && ", "}
          {rolloutId === null ? (
            `r${number}`
          ) : (
            <Link
              href={`/rollouts/${rolloutId}`}
              prefetch={false}
              className="text-foreground underline-offset-2 hover:underline"
            >
              r{number}
            </Link>
          )}
        </Fragment>
      ))}
      {attempts.length > most && ` and ${attempts.length - most} more`}
    </>
  );
}
