// Looking closer: input and output show the same part.

const NEAREST = 1 / 64;

/** The zoom of two pictures, kept together; `pair` returns them as `[input, output]` or less. */
export class Zoom {
  constructor(tools, pair, signal) {
    this.pair = pair;
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
    for (const picture of this.pair()) picture.look(this.view);
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
