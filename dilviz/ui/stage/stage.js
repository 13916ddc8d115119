// The linked picture: draws what Python sent, follows the hand, and tells Python what it did.

import { plotly } from '../plotly.js';
import { words } from './arithmetic.js';
import { Brush, parcel } from './brush.js';
import { unpack } from './bytes.js';
import { caption, legend, size } from './captions.js';
import { isDark, rangeOf } from './colours.js';
import { Comparison } from './comparison.js';
import { Hand, NAMES } from './hand.js';
import { same } from './history.js';
import { Picture } from './picture.js';
import { Player } from './player.js';
import { pointAtInput, pointAtKernel, pointAtOutput, tapAt } from './pointing.js';
import { Sliders } from './sliders.js';
import { dilated, fitting, padded, paddedColour, tapsOf } from './tables.js';
import { Zoom } from './zoom.js';

const POINT_AT = { input: pointAtInput, kernel: pointAtKernel, output: pointAtOutput };
const stages = new WeakMap();

/** Called by Streamlit when the component appears and at every change of its data. */
export default function stage({ parentElement, data, setStateValue, setTriggerValue }) {
  let shown = stages.get(parentElement);
  if (!shown) {
    shown = new Stage(parentElement);
    stages.set(parentElement, shown);
  }
  shown.tell = setStateValue;
  shown.trigger = setTriggerValue;
  shown.receive(unpack(data));
  return () => {
    shown.remove();
    stages.delete(parentElement);
  };
}

class Stage {
  constructor(parent) {
    this.root = parent.querySelector('.stage');
    const part = (selector) => this.root.querySelector(selector);
    this.sums = part('.arithmetic');
    this.products = part('.products');
    this.sentence = part('.sentence');
    this.way = 'written';
    this.serial = 0;
    this.listening = new AbortController();
    this.opening = plotly().then((Plotly) => this.open(Plotly, part, this.listening.signal));
  }

  /** Give the stage its pictures and its tools, once Plotly is there. */
  open(Plotly, part, signal) {
    this.Plotly = Plotly;
    for (const name of NAMES) this[name] = new Picture(part(`.${name} .picture`), Plotly);
    this.comparison = new Comparison(part('.comparison'), Plotly);
    this.brush = new Brush(part('.tools.draw'), this, signal);
    this.zoom = new Zoom(part('.tools.zoom'), this, signal);
    this.player = new Player(part('.player'), { steps: (what) => this.steps(what), show: (...step) => this.play(...step), signal });
    this.sliders = new Sliders(this.root, {
      slideTo: (dilation) => {
        this.player.pause();
        this.slideTo(dilation);
      },
      settle: () => this.tell('dilation', this.dilation),
      unlink: (linked) => this.tell('linked', linked),
      signal,
    });
    this.hand = new Hand(this, signal);
    this.listen(part, signal);
  }

  listen(part, signal) {
    const shows = (name, act) => part(`.${name}`).addEventListener('change', (event) => act(event.target.checked), { signal });
    shows('as-applied', (shown) => {
      this.way = shown ? 'applied' : 'written';
      this.draw();
    });
    shows('with-table', (shown) => {
      this.products.hidden = !shown;
      this.point();
    });
    shows('with-comparison', (shown) => this.tell('compare', shown));
    this.root.addEventListener('transitionend', (event) => event.target === this.root && this.data && this.paint(), { signal });
    this.sizes = new ResizeObserver(() => this.pictures.forEach((picture) => picture.resize()));
    this.sizes.observe(this.root);
  }

  /** Take new data; a handle that is held keeps its place, and so does a stroke. */
  async receive(data) {
    this.coming = data;
    await this.opening;
    if (data !== this.coming || this.removed || this.brush.drawing || data.serial < this.serial) return;
    const first = !this.data;
    if (!first) this.witness(data);
    this.data = data;
    this.root.classList.remove('waiting');
    this.serial = data.serial;
    if (!this.sliders.held) this.dilation = data.dilation;
    if (first) this.pinned = data.pin;
    this.root.querySelector('.with-comparison').checked = data.compare;
    this.sliders.arrange(data);
    this.sliders.show(this.dilation);
    this.paint();
    if (!first && this.player.active) this.player.go(this.player.at);
    this.player.describe();
  }

  /** Keep what another example or an upload replaced, so that it can be taken back. */
  witness(data) {
    for (const what of ['input', 'kernel']) {
      const [before, after] = [this.data, data].map((tree) => matrixOf(tree, what));
      if (!same(before, after)) this.brush.witness(what, before, after);
    }
  }

  /** Draw everything in the colours of the page. */
  paint() {
    const style = getComputedStyle(this.root);
    const ground = style.getPropertyValue('--st-background-color').trim() || style.backgroundColor;
    const dark = isDark(ground);
    const halo = dark ? 'rgba(0,0,0,.75)' : 'rgba(255,255,255,.85)';
    this.theme = { ...this.data.colours[dark ? 'dark' : 'light'], ground, halo, faint: dark ? '#6d7077' : '#a3a39d' };
    this.shownInput = null;
    this.draw();
  }

  /** The view of the present dilation; undefined where Python has not sent it. */
  get view() {
    return this.data.views[this.dilation.join(',')];
  }

  get ready() {
    return Boolean(this.view?.output);
  }

  /** Every picture there is. */
  get pictures() {
    return this.Plotly ? [...NAMES.map((name) => this[name]), ...this.comparison.pictures] : [];
  }

  draw() {
    const { view, ready } = this;
    this.drawInput(ready ? view : null);
    if (view) this.drawKernel(view);
    if (ready) this.output.show(view.output, this.theme);
    this.borrowed = false;
    this.comparison.show(view?.compare, this.theme);
    for (const picture of this.pictures) if (picture.stale) picture.annotate();
    this.zoom.again();
    this.sentence.hidden = ready;
    this.output.element.classList.toggle('impossible', !ready);
    if (!ready) this.sentence.textContent = view?.error ?? this.data.unsent;
    this.describe(view);
    this.point();
  }

  /** The input with its padding; drawn again only where that differs. */
  drawInput(view) {
    const { image } = this.data;
    const origin = view ? [view.rows.before, view.cols.before] : [0, 0];
    const values = view ? padded(this.data, view) : image.values;
    const key = `${origin},${values.shape}`;
    if (this.shownInput === key) return;
    this.shownInput = key;
    const colour = image.colour && (view ? paddedColour(this.data, view) : image.colour);
    this.input.show({ ...image, values, origin, colour, real: image.values.shape }, this.theme);
  }

  drawKernel(view) {
    const edges = tapsOf(this.data, view).map(({ tap, [this.way]: [row, col] }) => ({ row, col, colour: this.theme.taps[tap] }));
    const values = dilated(this.data, view, this.way);
    this.kernel.show({ ...this.data.kernel, values, inserted: true, edges }, this.theme);
  }

  /** Say under each heading what is shown, and in which colours. */
  describe(view) {
    const { image, kernel } = this.data;
    caption(this.input, image.values.shape, 'padded', this.input.picture.values.shape);
    caption(this.kernel, kernel.values.shape, 'dilated', view ? view.dilated : kernel.values.shape);
    for (const name of NAMES) if (this[name].picture) legend(this[name], this.theme);
  }

  /** Outline and write what belongs to the cell that is played, pinned or pointed at. */
  point() {
    const [name, cell] = this.played ?? this.pinned ?? this.pointed ?? [];
    const borrows = this.ready && name === 'kernel' && tapAt(this, cell);
    if (this.borrowed && !borrows) {
      this.output.show(this.view.output, this.theme);
      this.output.annotate();
      this.borrowed = false;
    }
    for (const each of NAMES) if (this[each].picture) this[each].mark([]);
    this.input.tint([]);
    const done = this.ready && name && POINT_AT[name](this, cell);
    const small = this.output.element.parentElement.querySelector('small');
    small.textContent = this.borrowed ? 'what one tap adds to each' : this.ready ? size(this.view.output.values.shape) : '';
    legend(this.output, this.theme);
    if (!done) this.hint();
    if (name !== 'output' || !done) this.products.replaceChildren();
    this.root.dataset.pinned = this.pinned ? this.pinned.flat().join(' ') : '';
  }

  hint() {
    this.sums.replaceChildren(words('hint', this.ready
      ? 'Point at a pixel of the output, the input or the kernel, tap it, or go there with the arrow keys. A click pins it.'
      : ''));
  }

  /** Point at a place, `[picture, cell]`, or at none; what is pinned or played stays outlined. */
  hover(place) {
    const pointed = place?.[1] ? place : null;
    if (`${pointed}` === `${this.pointed ?? null}`) return;
    this.pointed = pointed;
    if (!this.pinned && !this.played) this.point();
  }

  /** Keep the overlay of a cell, or let go of it; the page's address follows. */
  pin(place) {
    const told = `${this.pinned ?? null}` === `${place}`;
    this.pinned = place;
    this.point();
    if (!told) this.tell('pin', place ?? []); // a null would not be told
  }

  /** Show another dilation, as far as Python has sent it. */
  slideTo(dilation) {
    if (`${dilation}` === `${this.dilation}`) return;
    this.dilation = dilation;
    this.sliders.show(dilation);
    this.draw();
  }

  // --- playing -------------------------------------------------------------

  /** How many steps there are to play. */
  steps(what) {
    if (!this.data) return 0;
    if (what === 'dilation') return fitting(this.data).length;
    return this.ready ? this.view.output.values.values.length : 0;
  }

  /** Show a step; -1 ends playing. */
  play(what, step) {
    if (what === 'dilation') {
      this.slideTo(step < 0 ? this.data.dilation : fitting(this.data)[step]);
      return;
    }
    const width = this.ready ? this.view.output.values.shape[1] : 1;
    this.played = step < 0 ? null : ['output', [Math.floor(step / width), step % width]];
    this.point();
    if (this.ready) this.output.cover(step < 0 || !this.player.fills ? null : step + 1);
  }

  // --- drawing: what `Brush` draws on ---------------------------------------

  matrix(what) {
    return matrixOf(this.data, what);
  }

  /** Draw a matrix again, once a frame, while it is drawn on. */
  changed(what) {
    this.pending ??= requestAnimationFrame(() => {
      this.pending = null;
      const { image, kernel } = this.data;
      Object.assign(image, rangeOf(image.values.values, image.scale === 'grey' ? 'grey' : 'positive'), { colour: undefined });
      Object.assign(kernel, rangeOf(kernel.values.values));
      this.shownInput = null;
      if (what === 'input') this.drawInput(this.ready ? this.view : null);
      else if (this.view) this.drawKernel(this.view);
      this[what].annotate();
      this.root.classList.add('waiting');
    });
  }

  replace(what, matrix) {
    (what === 'input' ? this.data.image : this.data.kernel).values = matrix;
    if (this.view?.rows.ring.values.length) this.changed(what);
  }

  /** Tell Python what was drawn; its answer carries the same serial number. */
  finished(what) {
    this.serial += 1;
    this.trigger('drawn', { what, serial: this.serial, ...parcel(this.matrix(what)) });
  }

  remove() {
    this.removed = true;
    this.listening.abort();
    this.sizes?.disconnect();
    cancelAnimationFrame(this.pending);
    for (const picture of this.pictures) picture.remove();
  }
}

function matrixOf(data, what) {
  return what === 'input' ? data.image.values : data.kernel.values;
}
