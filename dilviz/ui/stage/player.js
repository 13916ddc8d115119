// Playing: the kernel visits every output, or the dilation sweeps through what fits.

/** The buttons, the timeline and the clock; `show(step)` is called with the step to show. */
export class Player {
  /** `stage` says how many `steps()` a mode has, and shows one; it is told when playing ends. */
  constructor(element, { steps, show, signal }) {
    this.element = element;
    this.steps = steps;
    this.show = show;
    this.at = -1;
    this.part = (name) => element.querySelector(`.${name}`);
    this.still = window.matchMedia('(prefers-reduced-motion: reduce)');
    const on = (name, type, act) => this.part(name).addEventListener(type, act, { signal });
    on('play', 'click', () => this.toggle());
    on('back', 'click', () => this.step(-1));
    on('forward', 'click', () => this.step(1));
    on('timeline', 'input', () => this.go(Number(this.part('timeline').value)));
    on('what', 'change', () => this.stop());
    on('fill', 'change', () => this.active && this.go(this.at));
    signal.addEventListener('abort', () => this.pause());
  }

  get what() {
    return this.part('what').value;
  }

  get fills() {
    return this.part('fill').checked;
  }

  get active() {
    return this.at >= 0;
  }

  /** Play or pause; where motion is unwelcome, take one step. */
  toggle() {
    if (this.timer) return this.pause();
    if (this.still.matches) return this.step(1);
    if (this.at >= this.steps(this.what) - 1) this.at = -1;
    return this.tick();
  }

  tick() {
    this.step(1);
    if (this.at < this.steps(this.what) - 1) {
      this.timer = setTimeout(() => this.tick(), 1000 / Number(this.part('speed').value));
    } else {
      this.timer = null;
    }
    this.describe();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = null;
    this.describe();
  }

  step(by) {
    if (by < 0) this.pause();
    this.go(this.at + by);
  }

  /** Show a step, held within those that there are. */
  go(step) {
    const last = this.steps(this.what) - 1;
    if (last < 0) return;
    this.at = Math.min(Math.max(step, 0), last);
    this.show(this.what, this.at);
    this.describe();
  }

  /** End playing, and show what was there before. */
  stop() {
    this.pause();
    if (!this.active) return;
    this.at = -1;
    this.show(this.what, -1);
    this.describe();
  }

  describe() {
    const last = Math.max(this.steps(this.what) - 1, 0);
    const timeline = this.part('timeline');
    timeline.max = last;
    timeline.value = Math.max(this.at, 0);
    timeline.setAttribute('aria-valuetext', `${Math.max(this.at, 0) + 1} of ${last + 1}`);
    const name = this.timer ? 'Pause' : this.still.matches ? 'Next step' : 'Play';
    this.part('play').setAttribute('aria-label', name);
    this.part('play').title = name;
    this.part('play').textContent = this.timer ? '❚❚' : '▶';
  }
}
