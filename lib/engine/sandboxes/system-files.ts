// The few files of /etc that programs want, made anew: the host's own tell of its users and its network.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { EnvironmentFolder } from "./environment-folder";

const files: Record<string, string> = {
  passwd: "root:x:0:0:root:/root:/bin/sh\nagent:x:1000:1000:agent:/tmp/home:/bin/sh\n",
  group: "root:x:0:\nagent:x:1000:\n",
  hosts: "127.0.0.1 localhost sandbox\n::1 localhost\n",
  "nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
};

/** What the host's own is taken of: it says where programs and their libraries lie, and nothing else. */
export const hostsOwnFiles = ["/etc/alternatives", "/etc/ld.so.cache"];

export const systemFilesOf = (folder: EnvironmentFolder) => path.join(folder.path, "etc");

/** Writes them below an environment's folder, with places for those of the host. */
export function makeSystemFiles(folder: EnvironmentFolder): void {
  const etc = systemFilesOf(folder);
  mkdirSync(path.join(etc, "alternatives"), { recursive: true, mode: 0o755 });
  for (const [name, text] of Object.entries({ ...files, "ld.so.cache": "" })) {
    writeFileSync(path.join(etc, name), text, { mode: 0o644 });
  }
}
