/** A value with its past: what is undone can be done again until something new is done. */
export class History {
  /** Keeps up to `limit` steps of the past. */
  constructor(value, { limit = 100 } = {}) {
    if (!Number.isInteger(limit) || limit < 1) {
      throw new RangeError(`Not a limit: ${limit}`);
    }
    this.value = value;
    this.limit = limit;
    this.past = [];
    this.future = [];
    this.openGroups = 0;
    this.groupStart = undefined;
  }

  get canUndo() {
    return this.openGroups === 0 && this.past.length > 0;
  }

  get canRedo() {
    return this.openGroups === 0 && this.future.length > 0;
  }

  /** Sets a new value. A value that is the same as before is no step. */
  set(value) {
    if (value === this.value) {
      return this;
    }
    const before = this.value;
    this.value = value;
    if (this.openGroups === 0) {
      this.record(before);
    }
    return this;
  }

  /** Sets what a function makes of the value. */
  update(change) {
    return this.set(change(this.value));
  }

  /** Goes one step back, if there is one. */
  undo() {
    if (this.canUndo) {
      this.future.push(this.value);
      this.value = this.past.pop();
    }
    return this;
  }

  /** Goes forward again, if something was undone. */
  redo() {
    if (this.canRedo) {
      this.past.push(this.value);
      this.value = this.future.pop();
    }
    return this;
  }

  /** Everything that is set until the group ends is one step. Groups within a group belong to it. */
  beginGroup() {
    this.groupStart = this.value;
    this.openGroups += 1;
    return this;
  }

  /** Ends the group that was begun last. */
  endGroup() {
    if (this.openGroups === 0) {
      throw new Error("There is no group to end");
    }
    this.openGroups -= 1;
    if (this.openGroups === 0 && this.groupStart !== this.value) {
      this.record(this.groupStart);
    }
    return this;
  }

  record(before) {
    this.past.push(before);
    if (this.past.length > this.limit) {
      this.past.shift();
    }
  }
}
