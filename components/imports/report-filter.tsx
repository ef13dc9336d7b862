import Link from "next/link";
import type { ReportShow } from "@/lib/domain/status";
import { cn } from "@/lib/utils/cn";

const filters: { show: ReportShow | undefined; label: string }[] = [
  { show: undefined, label: "All files" },
  { show: "rollouts", label: "With rollouts" },
  { show: "outcomes", label: "Verdicts" },
  { show: "companion", label: "Companions" },
  { show: "unsupported", label: "Unsupported" },
  { show: "unreadable", label: "Unreadable" },
  { show: "guessed", label: "Guessed in part" },
  { show: "warnings", label: "With warnings" },
];

/** The address of a page of the report. */
export function reportHref(importId: string, show: ReportShow | undefined, page: number): string {
  const query = new URLSearchParams();
  if (show !== undefined) query.set("show", show);
  if (page > 1) query.set("page", String(page));
  return `/imports/${importId}${query.size > 0 ? `?${query}` : ""}`;
}

/** Links that narrow the report to one kind of file; the one in force is marked. */
export function ReportFilter({ importId, show }: { importId: string; show: ReportShow | undefined }) {
  return (
    <nav aria-label="Filter files" className="flex flex-wrap gap-1 text-xs">
      {filters.map((filter) => {
        const current = filter.show === show;
        return (
          <Link
            key={filter.label}
            href={reportHref(importId, filter.show, 1)}
            aria-current={current ? "true" : undefined}
            className={cn(
              "rounded-md border px-2 py-1",
              current
                ? "border-primary bg-primary-soft font-medium text-primary"
                : "bg-surface hover:bg-surface-hover",
            )}
          >
            {filter.label}
          </Link>
        );
      })}
    </nav>
  );
}
