// To whom the files and processes of an environment belong.
import { randomInt } from "node:crypto";
import { lchown } from "node:fs/promises";

/** A user of the host who is not root. */
export interface Owner {
  uid: number;
  gid: number;
}

/** Above every range that distributions, directories and containers give away; a Linux uid ends at 2^32. */
const FIRST_UID = 1_900_000_000;
const UIDS = 100_000_000;

/** A user that nobody is, one for each environment: the kernel then counts its processes apart. */
export function nobodyElse(): Owner {
  const uid = FIRST_UID + randomInt(UIDS);
  return { uid, gid: uid };
}

/** Gives a file, folder or link away; with null it stays ours. */
export async function giveTo(owner: Owner | null, path: string): Promise<void> {
  if (owner !== null) await lchown(path, owner.uid, owner.gid);
}
