// A sandbox of the operating system has this machine's programs, not those of the task's image.

/** A sentence when the image promises something other than this process's Node; else nothing. */
export function imageNote(image: string): string[] {
  const [, version] = /(?:^|\/)node:(\d+)/.exec(image) ?? [];
  const [own = ""] = process.versions.node.split(".");
  if (image === "" || version === own) return [];
  return [
    `The task asks for the image ${image}; its commands run with this machine's programs and Node ${own}.`,
  ];
}
