// Who holds a lease: "host:pid:random". The random part tells a process from an earlier one with the same pid.
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { isAlive } from "@/lib/utils/is-alive";

/** A name for this process as a holder of leases. */
export function createOwner(): string {
  return `${hostname()}:${process.pid}:${randomBytes(4).toString("hex")}`;
}

/** True when the owner was a process of this host that has ended. Of another host nothing is known: false. */
export function isOwnerGone(owner: string): boolean {
  const [host, pid] = owner.split(":");
  if (host !== hostname()) return false;
  const number = Number(pid);
  if (!Number.isInteger(number) || number < 1) return false;
  return number === process.pid || !isAlive(number);
}
