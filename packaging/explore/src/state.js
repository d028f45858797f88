// What can be undone: one immutable value for the whole view, and the values before and after it.

const DEPTH = 60;

export class View {
  // value: { hidden: Set, groups: [{name, members: [node]}], places: Float64Array of x, y, size, colour, period }
  constructor(value, changed) {
    this.value = value;
    this.changed = changed;
    this.past = [];
    this.future = [];
  }

  // Take a step that can be undone; `said` is announced.
  step(part, said) {
    this.past.push({ value: this.value, said });
    if (this.past.length > DEPTH) this.past.shift();
    this.future = [];
    this.move({ ...this.value, ...part }, said);
  }

  // Follow what Python set; not a step of the person at the chart.
  follow(part) {
    this.move({ ...this.value, ...part }, "");
  }

  undo() {
    const last = this.past.pop();
    if (!last) return false;
    this.future.push({ value: this.value, said: last.said });
    this.move(last.value, last.said, "undone");
    return true;
  }

  redo() {
    const next = this.future.pop();
    if (!next) return false;
    this.past.push({ value: this.value, said: next.said });
    this.move(next.value, next.said, "redone");
    return true;
  }

  move(value, said, how = "") {
    const before = this.value;
    this.value = value;
    this.changed(before, value, said, how);
  }
}
