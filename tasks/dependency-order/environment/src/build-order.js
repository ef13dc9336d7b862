import { CycleError } from "./cycle-error.js";

// Dependencies are { name: [names that must be built before it] }. A name that is only mentioned depends on nothing.

/** All names so that each comes after what it depends on; names are visited in alphabetical order. */
export function buildOrder(dependencies) {
  const order = [];
  const done = new Set();

  function visit(name, path) {
    if (done.has(name)) {
      return;
    }
    if (path.includes(name)) {
      throw new CycleError([...path, name]);
    }
    for (const needed of neededBy(dependencies, name)) {
      visit(needed, [...path, name]);
    }
    done.add(name);
    order.push(name);
  }

  for (const name of Object.keys(dependencies).sort()) {
    visit(name, []);
  }
  return order;
}

/** The order in stages: what is in one stage can be built at the same time, each as early as possible. */
export function buildStages(dependencies) {
  const stageOf = new Map();
  const stages = [];
  for (const name of buildOrder(dependencies)) {
    let stage = 0;
    for (const needed of neededBy(dependencies, name)) {
      stage = stageOf.get(needed) + 1;
    }
    stageOf.set(name, stage);
    stages[stage] ??= [];
    stages[stage].push(name);
  }
  return stages.map((names) => names.sort());
}

/** The cycle that stands in the way of building, or undefined. */
export function findCycle(dependencies) {
  try {
    buildOrder(dependencies);
    return undefined;
  } catch (error) {
    if (error instanceof CycleError) {
      return error.cycle;
    }
    throw error;
  }
}

function neededBy(dependencies, name) {
  return [...(dependencies[name] ?? [])].sort();
}
