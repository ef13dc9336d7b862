import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { formatCount } from "@/lib/utils/format";
import { reportHref } from "./report-filter";
import type { ReportShow } from "@/lib/domain/status";

/** Steps through the pages of a report; nothing when there is only one. */
export function ReportPages({
  importId,
  show,
  page,
  pageSize,
  total,
}: {
  importId: string;
  show: ReportShow | undefined;
  page: number;
  pageSize: number;
  total: number;
}) {
  const pages = Math.ceil(total / pageSize);
  if (pages <= 1 && page === 1) return null;
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(total, page * pageSize);
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-2 text-xs">
      {page > 1 && (
        <Link
          href={reportHref(importId, show, Math.min(page - 1, Math.max(1, pages)))}
          className={buttonClass()}
        >
          Previous
        </Link>
      )}
      <span className="text-muted-foreground">
        {last >= first
          ? `${formatCount(first)} to ${formatCount(last)} of ${formatCount(total)} files`
          : `there is no page ${page}`}
      </span>
      {page < pages && (
        <Link href={reportHref(importId, show, page + 1)} className={buttonClass()}>
          Next
        </Link>
      )}
    </nav>
  );
}
