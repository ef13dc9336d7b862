/** True when a process of this machine runs under that number, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0); // signal 0 sends nothing, it only asks
  } catch (error) {
    // Whatever else went wrong, somebody else's process is alive too.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
