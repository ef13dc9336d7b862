import { fitsEvent } from "./pattern.js";

/** Calls listeners when something happens, in the order in which they were added. */
export class Emitter {
  constructor() {
    this.listeners = [];
  }

  /** Adds a listener for all events that fit a pattern. Returns a function that takes it away again. */
  on(pattern, call) {
    return this.add({ pattern, call, once: false });
  }

  /** Adds a listener that is called for one event and then taken away. */
  once(pattern, call) {
    return this.add({ pattern, call, once: true });
  }

  /** Takes away the listeners with this pattern and this function, or with this pattern and any function. */
  off(pattern, call) {
    for (let index = this.listeners.length - 1; index >= 0; index -= 1) {
      const listener = this.listeners[index];
      if (listener.pattern === pattern && (call === undefined || listener.call === call)) {
        this.listeners.splice(index, 1);
      }
    }
    return this;
  }

  /** Calls every listener that fits with the name of the event and its values; returns how many those were. */
  emit(event, ...values) {
    let count = 0;
    for (const listener of this.listeners) {
      if (!fitsEvent(listener.pattern, event)) {
        continue;
      }
      if (listener.once) {
        this.remove(listener);
      }
      listener.call(event, ...values);
      count += 1;
    }
    return count;
  }

  /** How many listeners would be called. */
  listenerCount(event) {
    return this.listeners.filter(({ pattern }) => fitsEvent(pattern, event)).length;
  }

  /** Resolves with the values of the next event that fits. */
  next(pattern) {
    return new Promise((resolve) => {
      this.once(pattern, (_event, ...values) => resolve(values));
    });
  }

  add(listener) {
    this.listeners.push(listener);
    return () => this.remove(listener);
  }

  remove(listener) {
    const index = this.listeners.indexOf(listener);
    if (index >= 0) {
      this.listeners.splice(index, 1);
    }
  }
}
