// The few files of /etc that programs want, made anew: the host's own tell of its users and its network.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { EnvironmentFolder } from "./environment-folder";
import { giveTo } from "./owner";

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
export async function makeSystemFiles(folder: EnvironmentFolder): Promise<void> {
  const etc = systemFilesOf(folder);
  await mkdir(path.join(etc, "alternatives"), { recursive: true });
  const contents = Object.entries({ ...files, "ld.so.cache": "" });
  for (const [name, text] of contents) await writeFile(path.join(etc, name), text);
  for (const name of ["", "alternatives", ...contents.map(([file]) => file)]) {
    await giveTo(folder.owner, path.join(etc, name));
  }
}
