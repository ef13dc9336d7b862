import { OutcomeBadge } from "@/components/ui/outcome-badge";
import type { VerificationView } from "@/lib/domain/experiment-views";
import { describeOutcome } from "@/lib/domain/outcome";
import { formatDuration } from "@/lib/utils/format";
import { AnsiText } from "./ansi-text";
import { FoldedText } from "./folded-text";
import { useReader } from "./reader-context";

/** What the hidden tests said after the agent had ended, with their output. */
export function VerifierSection({ verification }: { verification: VerificationView }) {
  const { shown } = useReader();
  const { resolved, reward, exitCode, durationMs, output, note } = verification;
  return (
    <section className="flex flex-col gap-1">
      <h3 className="text-sm font-semibold">Hidden tests</h3>
      <p className="text-xs text-muted-foreground">
        Run by the verifier in a copy of the final workspace; absent while the agent worked.
      </p>
      <div className="flex flex-col gap-1 rounded-md border bg-surface px-2 py-1.5 text-xs">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <OutcomeBadge {...describeOutcome(resolved)} />
          <span className="text-muted-foreground">reward {reward ?? "unknown"}</span>
          <span className="text-muted-foreground">exit code {exitCode ?? "unknown"}</span>
          <span className="text-muted-foreground">took {formatDuration(durationMs)}</span>
        </div>
        {note !== null && <p className="[overflow-wrap:anywhere]">{shown(note)}</p>}
        {output === "" ? (
          <p className="text-muted-foreground">No output.</p>
        ) : (
          <FoldedText text={shown(output)} lines={0} quotes={[]} what="lines of output">
            {(text) =>
              text !== "" && (
                <pre className="font-mono text-2xs [overflow-wrap:anywhere] whitespace-pre-wrap">
                  <AnsiText text={text} />
                </pre>
              )
            }
          </FoldedText>
        )}
      </div>
    </section>
  );
}
