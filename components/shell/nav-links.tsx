"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/lib/utils/cn";

const links = [
  { href: "/tasks", label: "Tasks" },
  { href: "/grid", label: "Grid" },
  { href: "/rollouts", label: "Rollouts" },
  { href: "/experiments", label: "Experiments" },
  { href: "/tournaments", label: "Tournaments" },
  { href: "/imports", label: "Imports" },
];

/** The main sections; the one in view is marked. */
export function NavLinks() {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="flex min-w-0 items-center gap-0.5 overflow-x-auto text-xs sm:text-sm">
      {links.map(({ href, label }) => {
        const current = pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? "page" : undefined}
            className={cn(
              "shrink-0 rounded-md px-1 py-1 hover:bg-surface-hover sm:px-2",
              current ? "font-medium text-foreground" : "text-muted-foreground",
            )}
          >
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
