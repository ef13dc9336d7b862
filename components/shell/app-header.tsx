import { Trophy } from "lucide-react";
import Link from "next/link";
import { NavLinks } from "./nav-links";
import { SearchBox } from "./search-box";
import { ThemeToggle, type Theme } from "./theme-toggle";

/** The bar on top of every page. */
export function AppHeader({ theme }: { theme: Theme }) {
  return (
    <>
      <header className="sticky top-0 z-30 flex h-11 items-center gap-1 border-b bg-surface px-3 sm:px-6">
        <Link href="/" className="mr-1 flex shrink-0 items-center gap-2 font-semibold tracking-tight sm:mr-3">
          <Trophy aria-hidden className="size-4 text-winner" />
          {/* On narrow screens the cup stands for the name. */}
          <span className="max-sm:sr-only">Playoff</span>
        </Link>
        <NavLinks className="max-sm:hidden" />
        <div className="ml-auto flex items-center gap-1 pl-1">
          <SearchBox />
          <ThemeToggle initial={theme} />
        </div>
      </header>
      {/* Narrow screens have no room for it beside the search; there it moves away with the page. */}
      <div className="border-b bg-surface px-2.5 sm:hidden">
        <NavLinks className="justify-between py-0.5" />
      </div>
    </>
  );
}
