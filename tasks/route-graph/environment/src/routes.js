/** The shortest way from one place to another: its places and its length. Null when there is none. */
export function shortestRoute(map, start, goal) {
  const { lengths, previous } = explore(map, start);
  map.roadsFrom(goal);
  if (!lengths.has(goal)) {
    return null;
  }
  const places = [];
  for (let place = goal; place !== undefined; place = previous.get(place)) {
    places.unshift(place);
  }
  return { places, length: lengths.get(goal) };
}

/** The length of the shortest way to each place that can be reached. */
export function distancesFrom(map, start) {
  return Object.fromEntries(explore(map, start).lengths);
}

/** The places in an order in which every one-way road leads forward; among those that may come next, the oldest. */
export function visitOrder(map) {
  const before = new Map(map.places.map((place) => [place, 0]));
  for (const { to } of map.places.flatMap((place) => oneWayRoads(map, place))) {
    before.set(to, before.get(to) + 1);
  }
  const order = [];
  while (order.length < before.size) {
    const next = map.places.find((place) => before.get(place) === 0 && !order.includes(place));
    if (next === undefined) {
      throw new Error("One-way roads form a circle");
    }
    order.push(next);
    for (const { to } of oneWayRoads(map, next)) {
      before.set(to, before.get(to) - 1);
    }
  }
  return order;
}

function oneWayRoads(map, place) {
  return map.roadsFrom(place).filter((road) => road.oneWay);
}

/** Goes out from the start, always on from the nearest place that was not left yet. */
function explore(map, start) {
  const lengths = new Map([[start, 0]]);
  const previous = new Map();
  const left = new Set();
  for (let place = start; place !== undefined; place = nearest(lengths, left)) {
    left.add(place);
    for (const road of map.roadsFrom(place)) {
      const length = lengths.get(place) + road.length;
      if (!left.has(road.to) && length < (lengths.get(road.to) ?? Infinity)) {
        lengths.set(road.to, length);
        previous.set(road.to, place);
      }
    }
  }
  return { lengths, previous };
}

/** The place with the smallest length of those that were not left yet. */
function nearest(lengths, left) {
  let best;
  for (const [place, length] of lengths) {
    if (!left.has(place) && (best === undefined || length > lengths.get(best))) {
      best = place;
    }
  }
  return best;
}
