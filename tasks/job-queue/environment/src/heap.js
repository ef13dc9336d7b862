/** A binary heap: the item that comes first in the given order is on top. */
export class Heap {
  #items = [];
  #isBefore;

  constructor(isBefore) {
    this.#isBefore = isBefore;
  }

  get size() {
    return this.#items.length;
  }

  push(item) {
    this.#items.push(item);
    this.#rise(this.#items.length - 1);
  }

  /** Takes the top off; undefined when there is none. */
  pop() {
    const top = this.#items[0];
    const last = this.#items.pop();
    if (this.#items.length > 0) {
      this.#items[0] = last;
      this.#sink(0);
    }
    return top;
  }

  #rise(index) {
    while (index > 0) {
      const parent = Math.floor((index - 1) / 2);
      if (!this.#isBefore(this.#items[index], this.#items[parent])) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(index) {
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let first = index;
      if (left < this.size && this.#isBefore(this.#items[left], this.#items[first])) first = left;
      if (right < this.size && this.#isBefore(this.#items[right], this.#items[index])) first = right;
      if (first === index) return;
      this.#swap(index, first);
      index = first;
    }
  }

  #swap(one, two) {
    [this.#items[one], this.#items[two]] = [this.#items[two], this.#items[one]];
  }
}
