import { findSecrets } from "@/lib/domain/secrets/find-secrets";

/** The names of the files in which something looks like a secret. */
export function listFilesWithSecrets(files: ReadonlyMap<string, Buffer>): string[] {
  return [...files]
    .filter(([, bytes]) => findSecrets(bytes.toString("utf8")).length > 0)
    .map(([name]) => name);
}
