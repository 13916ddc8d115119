// What was drawn, so that it can be taken back.

const MOST = 100; // steps that are kept: a class has older laptops

/** Undo and redo of matrices: a step is `{what, before, after}`, each side `{values, shape}`. */
export class History {
  constructor() {
    this.steps = [];
    this.at = 0;
  }

  /** Keep a step; what had been undone is gone. */
  record(what, before, after) {
    if (same(before, after)) return;
    this.steps.splice(this.at, Infinity, { what, before, after });
    if (this.steps.length > MOST) this.steps.shift();
    this.at = this.steps.length;
  }

  /** The step to go back by as `[what, matrix]`, or null at the beginning. */
  undo() {
    if (!this.at) return null;
    const { what, before } = this.steps[--this.at];
    return [what, before];
  }

  /** The step to go forward by as `[what, matrix]`, or null at the end. */
  redo() {
    if (this.at === this.steps.length) return null;
    const { what, after } = this.steps[this.at++];
    return [what, after];
  }
}

/** Whether two matrices are the same, bit for bit. */
export function same(a, b) {
  return `${a.shape}` === `${b.shape}` && a.values.every((value, i) => Object.is(value, b.values[i]));
}

/** A copy that later strokes leave alone. */
export function copy({ values, shape }) {
  return { values: Float64Array.from(values), shape: [...shape] };
}
