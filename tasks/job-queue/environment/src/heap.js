// A binary heap in an array: the children of the item at i are at 2i + 1 and 2i + 2, and none of them goes before it.

/** Gives out its items in order, whatever the order in which they come in. */
export class Heap {
  /** @param before tells whether its first argument goes before its second */
  constructor(before) {
    this.before = before;
    this.items = [];
  }

  get size() {
    return this.items.length;
  }

  push(item) {
    this.items.push(item);
    this.rise(this.items.length - 1);
  }

  /** Removes and gives the first item; undefined when there is none. */
  pop() {
    const first = this.items[0];
    const last = this.items.pop();
    if (this.items.length > 0) {
      this.items[0] = last;
      this.sink(0);
    }
    return first;
  }

  rise(index) {
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (!this.goesBefore(index, parent)) {
        return;
      }
      this.swap(index, parent);
      index = parent;
    }
  }

  sink(index) {
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let first = index;
      if (this.goesBefore(left, first)) {
        first = left;
      }
      if (this.goesBefore(right, index)) {
        first = right;
      }
      if (first === index) {
        return;
      }
      this.swap(first, index);
      index = first;
    }
  }

  /** Whether the item at one place goes before that at another. Behind the end there is nothing. */
  goesBefore(index, other) {
    return index < this.items.length && this.before(this.items[index], this.items[other]);
  }

  swap(index, other) {
    [this.items[index], this.items[other]] = [this.items[other], this.items[index]];
  }
}
