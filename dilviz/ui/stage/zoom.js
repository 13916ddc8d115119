// Looking closer: input and output show the same part.

const NEAREST = 1 / 64;

/** The zoom of the input and the output, kept together by the tables of the stage's view. */
export class Zoom {
  constructor(tools, stage, signal) {
    this.stage = stage;
    this.view = [0, 0, 1];
    this.fingers = new Map();
    const press = (name, act) => tools.querySelector(`.${name}`).addEventListener('click', act, { signal });
    press('nearer', () => this.by(1 / 1.5));
    press('farther', () => this.by(1.5));
    press('whole', () => this.look([0, 0, 1]));
  }

  /** Enlarge or reduce about a point, given as shares of what is shown. */
  by(factor, [down, right] = [0.5, 0.5]) {
    const [top, left, size] = this.view;
    const next = Math.min(1, Math.max(NEAREST, size * factor));
    this.look([top + (size - next) * down, left + (size - next) * right, next]);
  }

  /** Shift what is shown, by shares of it. */
  shift(down, right) {
    const [top, left, size] = this.view;
    this.look([top - down * size, left - right * size, size]);
  }

  look([top, left, size]) {
    const held = (start) => Math.min(Math.max(start, 0), 1 - size);
    this.view = [held(top), held(left), size];
    const { input, output, view } = this.stage;
    input.look(this.view);
    if (output.picture) output.look(view?.output ? alongside(this.view, input, output, view) : this.view);
  }

  /** Show the same part again, after the pictures have changed. */
  again() {
    if (this.view[2] < 1) this.look(this.view);
  }

  /** Follow the wheel and the fingers on a picture. */
  wheel(picture, event) {
    event.preventDefault();
    this.by(event.deltaY > 0 ? 1.2 : 1 / 1.2, picture.shareAt(event));
  }

  down(event) {
    this.fingers.set(event.pointerId, [event.clientY, event.clientX]);
  }

  move(picture, event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const now = [event.clientY, event.clientX];
    if (this.fingers.size === 1) {
      this.shift((now[0] - before[0]) / picture.side, (now[1] - before[1]) / picture.side);
    } else {
      const other = [...this.fingers].find(([id]) => id !== event.pointerId)[1];
      const distance = (place) => Math.max(10, Math.hypot(place[0] - other[0], place[1] - other[1]));
      this.by(distance(before) / distance(now), picture.shareAt(event));
    }
    this.fingers.set(event.pointerId, now);
  }

  up(event) {
    this.fingers.delete(event.pointerId);
  }
}

/** The part of the output that looks at the part of the input that is shown; all of it for all of it. */
export function alongside([top, left, size], input, output, { rows, cols }) {
  if (size === 1) return [0, 0, 1];
  const axes = [rows, cols].map(({ taps: { values, shape: [outputs, taps] } }) => {
    const centre = (o) => (values[o * taps] + values[o * taps + taps - 1]) / 2;
    const step = outputs > 1 ? (centre(outputs - 1) - centre(0)) / (outputs - 1) : 1;
    return { first: centre(0), step };
  });
  const starts = [top, left].map((start, i) => {
    const edge = start * input.span - input.lead[i] - input.picture.origin[i];
    return ((edge - axes[i].first - 0.5) / axes[i].step + 0.5 + output.lead[i]) / output.span;
  });
  return [...starts, (size * input.span) / Math.max(axes[0].step, axes[1].step) / output.span];
}
