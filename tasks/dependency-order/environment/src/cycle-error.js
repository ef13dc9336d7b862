/** Things that wait for each other; `cycle` lists them from the first one round to the first one again. */
export class CycleError extends Error {
  constructor(cycle) {
    super(`These depend on each other: ${cycle.join(" -> ")}`);
    this.name = "CycleError";
    this.cycle = cycle;
  }
}
