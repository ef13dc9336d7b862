"use client";

import { FolderOpen } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { useStart } from "@/lib/client/use-start";

export type ImportStart = { ok: true; importId: string } | { ok: false; message: string };

/** Asks for a file or folder of this machine, starts its import and goes to the report. */
export function OpenFolderForm({
  start,
}: {
  start: (input: { path: string; watch: boolean }) => Promise<ImportStart>;
}) {
  const id = useId();
  const [path, setPath] = useState("");
  const [watch, setWatch] = useState(false);
  const { launch, pending, problem } = useStart(start, ({ importId }) => `/imports/${importId}`);

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    launch({ path, watch });
  };

  return (
    <form onSubmit={submit} className="flex min-w-0 flex-col gap-1.5 text-left">
      <label htmlFor={id} className="font-medium">
        Folder or file with rollouts
      </label>
      <div className="flex min-w-0 flex-wrap gap-2">
        <input
          id={id}
          value={path}
          onChange={(event) => setPath(event.target.value)}
          required
          spellCheck={false}
          autoComplete="off"
          placeholder="~/runs/my-benchmark"
          aria-describedby={`${id}-help`}
          className="h-8 min-w-0 flex-1 basis-52 rounded-md border border-border-strong bg-surface px-2.5 font-mono text-xs placeholder:text-muted-foreground"
        />
        <Button type="submit" look="primary" disabled={pending}>
          <FolderOpen aria-hidden className="size-4" />
          {pending ? "Opening …" : "Open a folder"}
        </Button>
      </div>
      <p id={`${id}-help`} className="text-xs text-muted-foreground">
        A path on the machine that runs Playoff, or a pattern such as ~/runs/**/*.json. Archives are unpacked.
        Files are read, never changed.
      </p>
      <label className="flex items-center gap-2 text-xs">
        <input type="checkbox" checked={watch} onChange={(event) => setWatch(event.target.checked)} />
        Keep watching for files that are new or grow
      </label>
      <Problem>{problem}</Problem>
    </form>
  );
}
