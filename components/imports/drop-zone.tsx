"use client";

import { FilePlus, FolderPlus, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/components/ui/problem";
import { Progress } from "@/components/ui/progress";
import { filesOf, readDrop, type ChosenFile } from "@/lib/client/dropped-files";
import { uploadFiles } from "@/lib/client/upload-files";
import { useFileDrop } from "./use-file-drop";

/** Makes a file input take a folder; React's types do not know it. */
const wholeFolders = { webkitdirectory: "" };

type UploadState =
  | { kind: "idle"; problem: string | null }
  | { kind: "listing" }
  | { kind: "sending"; sent: number; total: number };

/** Takes files and folders that are dropped anywhere on the page, or chosen, and goes to their import's report. */
export function DropZone() {
  const { state, cancel, take } = useUpload();
  const isOver = useFileDrop(
    useCallback(
      (transfer: DataTransfer) => {
        const drop = readDrop(transfer);
        if (!drop.isEmpty) take(drop.list);
      },
      [take],
    ),
  );
  return (
    <div className="flex flex-col gap-2 rounded-md border border-dashed border-border-strong p-3">
      {state.kind === "sending" || state.kind === "listing" ? (
        <Sending state={state} cancel={cancel} />
      ) : (
        <Pickers take={(files) => take(() => Promise.resolve(files))} />
      )}
      {state.kind === "idle" && <Problem>{state.problem}</Problem>}
      {isOver && <DropOverlay />}
    </div>
  );
}

function useUpload() {
  const router = useRouter();
  const [state, setState] = useState<UploadState>({ kind: "idle", problem: null });
  const running = useRef<AbortController | null>(null);

  const take = useCallback(
    (list: () => Promise<ChosenFile[]>) => {
      if (running.current !== null) return;
      const control = new AbortController();
      running.current = control;
      setState({ kind: "listing" });
      const send = async () => {
        const files = await list();
        if (files.length === 0) throw new Error("There is no file in what was dropped.");
        const show = (sent: number) => setState({ kind: "sending", sent, total: files.length });
        show(0);
        const importId = await uploadFiles(files, { signal: control.signal, onProgress: show });
        router.push(`/imports/${importId}`);
      };
      void send()
        .then(
          () => null,
          (error: unknown) => (control.signal.aborted ? null : sayError(error)),
        )
        .then((problem) => {
          running.current = null;
          setState({ kind: "idle", problem });
        });
    },
    [router],
  );
  return { state, take, cancel: () => running.current?.abort() };
}

function sayError(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return `The files were not sent: ${said}`;
}

function Sending({ state, cancel }: { state: Exclude<UploadState, { kind: "idle" }>; cancel: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <div className="min-w-48 flex-1">
        {state.kind === "listing" ? (
          <p className="text-xs text-muted-foreground">Looking through the folders …</p>
        ) : (
          <Progress label="Files sent" done={state.sent} total={state.total} />
        )}
      </div>
      <Button onClick={cancel}>Cancel</Button>
    </div>
  );
}

function Pickers({ take }: { take: (files: ChosenFile[]) => void }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const chosen = (event: React.ChangeEvent<HTMLInputElement>) => {
    const { files: list } = event.target;
    if (list !== null && list.length > 0) take(filesOf(list));
    event.target.value = "";
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className="flex min-w-0 flex-1 basis-64 items-center gap-2 text-xs text-muted-foreground">
        <Upload aria-hidden className="size-4 shrink-0" />
        <span>
          Or drop files, folders or archives anywhere on this page. Up to 4 GB a file; larger ones are opened
          by their path.
        </span>
      </p>
      <Button onClick={() => files.current?.click()}>
        <FilePlus aria-hidden className="size-4" />
        Choose files
      </Button>
      <Button onClick={() => folder.current?.click()}>
        <FolderPlus aria-hidden className="size-4" />
        Choose a folder
      </Button>
      <input ref={files} type="file" multiple hidden aria-label="Files to import" onChange={chosen} />
      <input
        ref={folder}
        type="file"
        hidden
        aria-label="Folder to import"
        onChange={chosen}
        {...wholeFolders}
      />
    </div>
  );
}

function DropOverlay() {
  return (
    <div className="pointer-events-none fixed inset-0 z-40 grid place-items-center bg-background/80 p-6">
      <p className="rounded-lg border-2 border-dashed border-primary bg-surface px-8 py-6 text-base font-semibold text-primary">
        Drop to import
      </p>
    </div>
  );
}
