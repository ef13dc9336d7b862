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
export function NavLinks({ className }: { className: string }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className={cn("flex min-w-0 items-center overflow-x-auto text-xs sm:gap-0.5 sm:text-sm", className)}
    >
      {links.map(({ href, label }) => {
        const current = pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? "page" : undefined}
            className={cn(
              "shrink-0 rounded-md px-0.5 py-1 hover:bg-surface-hover sm:px-2",
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
