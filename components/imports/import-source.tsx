import type { ImportView } from "@/lib/domain/views";

const MOST_PATHS = 3;

/** Where the files of an import came from: their paths, or how they were sent. */
export function ImportSource({ report }: { report: Pick<ImportView, "paths" | "origin"> }) {
  const { paths, origin } = report;
  switch (origin) {
    case "upload":
      return <span>sent from the browser</span>;
    case "api":
      return <span>sent by request</span>;
    case "stdin":
      return <span>read from standard input</span>;
    case "experiment":
      return <span>made by an experiment</span>;
    case "paths": {
      const rest = paths.length - MOST_PATHS;
      const more = rest > 0 ? ` and ${rest} more` : "";
      return (
        <span className="font-mono [overflow-wrap:anywhere]" title={paths.slice(0, 50).join("\n")}>
          {paths.slice(0, MOST_PATHS).join(", ") + more}
        </span>
      );
    }
  }
}
