import { Check, CircleHelp, LoaderCircle, TriangleAlert, X, type LucideIcon } from "lucide-react";
import type { AttemptTone } from "@/components/experiment/attempt-look";
import { cn } from "@/lib/utils/cn";

const icons: Record<Exclude<AttemptTone, "waiting">, LucideIcon> = {
  good: Check,
  bad: X,
  unknown: CircleHelp,
  live: LoaderCircle,
  failed: TriangleAlert,
};

/** The sign of a place; nothing for one that waits. Its words stand beside it or in its label. */
export function PlaceIcon({ tone, className }: { tone: AttemptTone; className?: string }) {
  if (tone === "waiting") return null;
  const Icon = icons[tone];
  return <Icon aria-hidden className={cn("shrink-0", tone === "live" && "animate-spin", className)} />;
}
