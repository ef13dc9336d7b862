import { buildOrder } from "./build-order.js";

/** What must be built anew after a change of some names, themselves included, in the order of building. */
export function affectedBy(dependencies, changed) {
  const affected = new Set(changed);
  const order = buildOrder(dependencies);
  for (const name of order) {
    const needed = dependencies[name] ?? [];
    if (needed.some((other) => affected.has(other))) {
      affected.add(name);
    }
  }
  return order.filter((name) => affected.has(name));
}
