/** Places and the roads between them. */
export class RoadMap {
  constructor() {
    /** For each place the roads that lead away from it: { to, length, oneWay }. */
    this.roads = new Map();
  }

  /** Adds a place; a place that is known stays as it is. */
  place(name) {
    if (!this.roads.has(name)) {
      this.roads.set(name, []);
    }
    return this;
  }

  /** Adds a road, and the places at its ends. */
  road(from, to, length, { oneWay = false } = {}) {
    if (!(length >= 0)) {
      throw new RangeError(`A road cannot be ${length} long`);
    }
    this.place(from).place(to);
    this.roads.get(from).push({ to, length, oneWay });
    if (oneWay) {
      this.roads.get(to).push({ to: from, length, oneWay });
    }
    return this;
  }

  get places() {
    return [...this.roads.keys()];
  }

  roadsFrom(place) {
    const roads = this.roads.get(place);
    if (roads === undefined) {
      throw new Error(`There is no place "${place}"`);
    }
    return roads;
  }
}
