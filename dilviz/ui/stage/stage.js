// The linked picture: draws what Python sent, follows the hand, and tells Python on release.

import { writeSum } from './arithmetic.js';
import { unpack } from './bytes.js';
import { isDark } from './colours.js';
import { format } from './numbers.js';
import { Picture } from './picture.js';
import { at, dilated, padded, readsOf } from './tables.js';

const NAMES = ['input', 'kernel', 'output'];
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const stages = new WeakMap();

/** Plotly.js as this server hands it out, or as the exported file carries it. */
async function plotly() {
  if (!window.Plotly) await import(new URL('plotlyjs/VERSION.js', document.baseURI));
  return window.Plotly;
}

/** Called by Streamlit when the component appears and at every change of its data. */
export default function stage({ parentElement, data, setStateValue }) {
  let shown = stages.get(parentElement);
  if (!shown) {
    shown = new Stage(parentElement);
    stages.set(parentElement, shown);
  }
  shown.tell = setStateValue;
  shown.receive(unpack(data));
  return () => {
    shown.remove();
    stages.delete(parentElement);
  };
}

class Stage {
  constructor(parent) {
    this.root = parent.querySelector('.stage');
    this.sums = this.root.querySelector('.arithmetic');
    this.sliders = [...this.root.querySelectorAll('.slider')];
    this.link = this.root.querySelector('.link input');
    this.sentence = this.root.querySelector('.sentence');
    this.dragging = false;
    this.pixel = null;
    this.listening = new AbortController();
    this.opening = plotly().then((Plotly) => {
      for (const name of NAMES) this[name] = new Picture(this.root.querySelector(`.${name} .picture`), Plotly);
      this.listen();
    });
  }

  /** Take new data; a handle that is held keeps its place. */
  async receive(data) {
    this.data = data;
    await this.opening;
    if (data !== this.data || this.removed) return;
    this.linked = data.linked;
    if (!this.dragging) this.dilation = data.dilation;
    this.root.dataset.dilation = this.dilation.join(',');
    this.arrangeSliders();
    this.paint();
  }

  /** Draw everything in the colours of the page. */
  paint() {
    const style = getComputedStyle(this.root);
    const ground = style.getPropertyValue('--st-background-color').trim() || style.backgroundColor;
    const dark = isDark(ground);
    const halo = dark ? 'rgba(0,0,0,.75)' : 'rgba(255,255,255,.85)';
    this.theme = { ...this.data.colours[dark ? 'dark' : 'light'], ground, halo, faint: dark ? '#6d7077' : '#a3a39d' };
    this.shownInput = null;
    this.root.style.setProperty('--inserted', this.theme.inserted);
    this.draw();
  }

  /** The view of the present dilation; undefined where Python has not sent it. */
  get view() {
    return this.data.views[this.dilation.join(',')];
  }

  draw() {
    const { view } = this;
    const ready = Boolean(view?.output);
    this.drawInput(ready ? view : null);
    if (view) this.drawKernel(view);
    if (ready) this.output.show(view.output, this.theme);
    for (const name of NAMES) if (this[name].stale) this[name].annotate();
    this.sentence.hidden = ready;
    this.output.element.classList.toggle('impossible', !ready);
    if (!ready) this.sentence.textContent = view?.error ?? 'Let go of the slider, and this dilation is computed.';
    this.describe(view, ready);
    this.point(this.pixel);
  }

  /** The input with its padding; drawn again only where that differs. */
  drawInput(view) {
    const { image } = this.data;
    const origin = view ? [view.rows.before, view.cols.before] : [0, 0];
    const values = view ? padded(this.data, view) : image.values;
    const key = `${origin},${values.shape}`;
    if (this.shownInput === key) return;
    this.shownInput = key;
    this.input.show({ ...image, values, origin, real: image.values.shape }, this.theme);
  }

  drawKernel(view) {
    const { kernel } = this.data;
    const width = kernel.values.shape[1];
    const edges = view.row_cells.flatMap((row, u) =>
      view.col_cells.map((col, v) => ({ row, col, colour: this.theme.taps[u * width + v] })));
    this.kernel.show({ ...kernel, values: dilated(this.data, view), inserted: true, edges }, this.theme);
  }

  /** Say under each heading what is shown, and in which colours. */
  describe(view, ready) {
    const { image, kernel } = this.data;
    caption(this.input, image.values.shape, 'padded', this.input.picture.values.shape);
    caption(this.kernel, kernel.values.shape, 'dilated', view ? view.dilated : kernel.values.shape);
    if (ready) caption(this.output, view.output.values.shape);
    legend(this.input, this.theme);
    legend(this.kernel, this.theme);
    if (ready) legend(this.output, this.theme);
  }

  /** Show what the output at `pixel` read; null shows nothing. */
  point(pixel) {
    const { view, data } = this;
    this.pixel = pixel;
    const [height, width] = view?.output?.values.shape ?? [0, 0];
    if (!pixel || pixel[0] >= height || pixel[1] >= width) {
      for (const name of NAMES) this[name].picture && this[name].mark([]);
      this.hint();
      return;
    }
    const reads = readsOf(data, view, ...pixel);
    const colour = (read) => this.theme.taps[read.tap];
    this.output.mark([{ row: pixel[0], col: pixel[1], colour: this.theme.pixel }]);
    this.input.mark(reads.map((read) => ({
      row: read.place[0],
      col: read.place[1],
      colour: colour(read),
      kind: inside(read.place, data.image.values.shape) ? 'real' : 'padded',
    })));
    this.kernel.mark(reads.map((read) => ({ row: read.written[0], col: read.written[1], colour: colour(read) })));
    this.sum(pixel, reads, at(view.output.values, ...pixel));
  }

  sum(pixel, reads, total) {
    writeSum(this.sums, { name: `y[${pixel.join(', ')}]`, reads, total, colours: this.theme.taps });
    if (this.data.operation === 'convolution') {
      this.sums.append(note('flip', 'Convolution flips the kernel: the first value meets the last weight. Each product is value·weight.'));
    }
  }

  hint() {
    this.sums.replaceChildren(note('hint', this.view?.output
      ? 'Point at an output pixel, tap it, or move there with the arrow keys, to see what it read.'
      : ''));
  }

  arrangeSliders() {
    const { linked, reach } = this.data;
    this.link.checked = linked;
    this.sliders.forEach((slider, i) => {
      const name = linked ? 'Dilation' : ['Row dilation', 'Column dilation'][i];
      const range = slider.querySelector('input');
      slider.hidden = i === 1 && linked;
      slider.querySelector('.label').textContent = name;
      range.setAttribute('aria-label', name);
      range.max = reach;
      range.value = this.dilation[i];
      slider.querySelector('output').textContent = this.dilation[i];
    });
  }

  /** Follow a slider while it is held. */
  slide(i) {
    const value = Number(this.sliders[i].querySelector('input').value);
    const dilation = this.linked ? [value, value] : this.dilation.map((old, k) => (k === i ? value : old));
    this.sliders[i].querySelector('output').textContent = value;
    if (`${dilation}` === `${this.dilation}`) return;
    this.dilation = dilation;
    this.root.dataset.dilation = dilation.join(',');
    this.draw();
  }

  listen() {
    const options = { signal: this.listening.signal };
    this.sliders.forEach((slider, i) => {
      const range = slider.querySelector('input');
      range.addEventListener('input', () => {
        this.dragging = true;
        this.slide(i);
      }, options);
      range.addEventListener('change', () => {
        this.dragging = false;
        this.tell('dilation', this.dilation);
      }, options);
    });
    this.link.addEventListener('change', () => this.tell('linked', this.link.checked), options);
    const { element } = this.output;
    element.addEventListener('pointermove', (event) => this.follow(event), options);
    element.addEventListener('pointerdown', (event) => this.follow(event), options);
    element.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && this.point(null), options);
    element.addEventListener('keydown', (event) => this.step(event), options);
    this.root.addEventListener('transitionend', (event) => event.target === this.root && this.paint(), options);
    this.sizes = new ResizeObserver(() => NAMES.forEach((name) => this[name].resize()));
    this.sizes.observe(this.root);
  }

  follow(event) {
    if (!this.view?.output) return;
    const pixel = this.output.cellAt(event);
    if (`${pixel}` !== `${this.pixel}`) this.point(pixel);
  }

  step(event) {
    const move = ARROWS[event.key];
    if (event.key === 'Escape') this.point(null);
    if (!move || !this.view?.output) return;
    event.preventDefault();
    const last = this.view.output.values.shape.map((length) => length - 1);
    const next = this.pixel ? this.pixel.map((place, i) => Math.min(Math.max(place + move[i], 0), last[i])) : [0, 0];
    this.point(next);
  }

  remove() {
    this.removed = true;
    this.listening.abort();
    this.sizes?.disconnect();
    for (const name of NAMES) this[name]?.remove();
  }
}

function inside([row, col], [height, width]) {
  return row >= 0 && col >= 0 && row < height && col < width;
}

function size([height, width]) {
  return `${height} × ${width}`;
}

/** Write a size, and what it has grown to if it has. */
function caption(picture, shape, grown, to = shape) {
  const text = `${to}` === `${shape}` ? size(shape) : `${size(shape)}, ${grown} to ${size(to)}`;
  picture.element.parentElement.querySelector('small').textContent = text;
}

/** A strip of the colours in use, with the values at its ends. */
function legend({ element, picture: { range, scale } }, theme) {
  const key = `${range} ${scale} ${theme.ground}`;
  const strip = element.parentElement.querySelector('.legend');
  if (strip.dataset.key === key) return;
  strip.dataset.key = key;
  const colours = document.createElement('i');
  colours.style.background = `linear-gradient(90deg, ${theme.scales[scale].map(([, colour]) => colour).join(', ')})`;
  strip.replaceChildren(format(range[0], 3), colours, format(range[1], 3));
}

function note(name, text) {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}
