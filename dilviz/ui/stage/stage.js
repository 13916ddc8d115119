// The linked picture: draws what Python sent, follows the hand, and tells Python what it did.

import { words } from './arithmetic.js';
import { Brush, parcel, typeOver } from './brush.js';
import { unpack } from './bytes.js';
import { isDark, rangeOf } from './colours.js';
import { same } from './history.js';
import { format } from './numbers.js';
import { Picture } from './picture.js';
import { Player } from './player.js';
import { pointAtInput, pointAtKernel, pointAtOutput, tapAt } from './pointing.js';
import { dilated, padded, paddedColour, tapsOf } from './tables.js';
import { Zoom } from './zoom.js';

const NAMES = ['input', 'kernel', 'output'];
const COMPARED = ['convolution', 'correlation', 'difference'];
const POINT_AT = { input: pointAtInput, kernel: pointAtKernel, output: pointAtOutput };
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const stages = new WeakMap();

/** Plotly.js as this server hands it out, or as the exported file carries it. */
async function plotly() {
  if (!window.Plotly) await import(new URL('plotlyjs/VERSION.js', document.baseURI));
  return window.Plotly;
}

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
    this.link = part('.link input');
    this.sliders = [...this.root.querySelectorAll('.slider')];
    this.mode = 'point';
    this.way = 'written';
    this.serial = 0;
    this.listening = new AbortController();
    this.opening = plotly().then((Plotly) => {
      this.Plotly = Plotly;
      for (const name of NAMES) this[name] = new Picture(part(`.${name} .picture`), Plotly);
      const { signal } = this.listening;
      this.brush = new Brush(part('.tools.draw'), this, signal);
      this.zoom = new Zoom(part('.tools.zoom'), this, signal);
      this.player = new Player(part('.player'), { steps: (what) => this.steps(what), show: (...step) => this.play(...step), signal });
      this.listen();
    });
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
    this.linked = data.linked;
    if (!this.sliding) this.dilation = data.dilation;
    if (first) this.pinned = data.pin;
    this.root.dataset.dilation = this.dilation.join(',');
    this.root.querySelector('.with-comparison').checked = data.compare;
    this.arrangeSliders();
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

  draw() {
    const { view, ready } = this;
    this.drawInput(ready ? view : null);
    if (view) this.drawKernel(view);
    if (ready) this.output.show(view.output, this.theme);
    this.borrowed = false;
    this.drawComparison(view);
    for (const picture of [...NAMES, ...COMPARED].map((name) => this[name])) if (picture?.stale) picture.annotate();
    this.zoom.again();
    this.sentence.hidden = ready;
    this.output.element.classList.toggle('impossible', !ready);
    if (!ready) this.sentence.textContent = view?.error ?? 'Let go of the slider, and this dilation is computed.';
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

  /** Both operations and their difference, when they are asked for. */
  drawComparison(view) {
    const pictures = this.root.querySelector('.comparison');
    pictures.hidden = !view?.compare;
    if (pictures.hidden) return;
    for (const name of COMPARED) {
      this[name] ??= new Picture(pictures.querySelector(`.${name} .picture`), this.Plotly);
      this[name].show(view.compare[name], this.theme);
      legend(this[name], this.theme);
    }
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

  /** Keep the overlay of a cell, or let go of it; the page's address follows. */
  pin(place) {
    this.pinned = place;
    this.point();
    this.tell('pin', place ?? []); // a null would not be told
  }

  // --- playing -------------------------------------------------------------

  /** How many steps there are to play. */
  steps(what) {
    if (!this.data) return 0;
    if (what === 'dilation') return this.fitting().length;
    return this.ready ? this.view.output.values.values.length : 0;
  }

  /** The dilations that were sent and fit, in order. */
  fitting() {
    const keys = Object.keys(this.data.views).filter((key) => this.data.views[key].output);
    const pairs = keys.map((key) => key.split(',').map(Number)).filter(([row, col]) => !this.linked || row === col);
    return pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  /** Show a step; -1 ends playing. */
  play(what, step) {
    if (what === 'dilation') {
      this.slideTo(step < 0 ? this.data.dilation : this.fitting()[step]);
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

  // --- the sliders -----------------------------------------------------------

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
    });
    this.showDilation();
  }

  showDilation() {
    this.root.dataset.dilation = this.dilation.join(',');
    this.sliders.forEach((slider, i) => {
      slider.querySelector('input').value = this.dilation[i];
      slider.querySelector('output').textContent = this.dilation[i];
    });
  }

  slideTo(dilation) {
    if (`${dilation}` === `${this.dilation}`) return;
    this.dilation = dilation;
    this.showDilation();
    this.draw();
  }

  /** Follow a slider while it is held. */
  slide(i) {
    const value = Number(this.sliders[i].querySelector('input').value);
    this.sliding = true;
    this.player.pause();
    this.slideTo(this.linked ? [value, value] : this.dilation.map((old, k) => (k === i ? value : old)));
  }

  // --- the hand ----------------------------------------------------------------

  listen() {
    const options = { signal: this.listening.signal };
    const on = (target, type, act) => target.addEventListener(type, act, options);
    this.sliders.forEach((slider, i) => {
      on(slider.querySelector('input'), 'input', () => this.slide(i));
      on(slider.querySelector('input'), 'change', () => {
        this.sliding = false;
        this.tell('dilation', this.dilation);
      });
    });
    on(this.link, 'change', () => this.tell('linked', this.link.checked));
    for (const name of NAMES) this.listenTo(name, on);
    for (const radio of this.root.querySelectorAll('.modes input')) {
      radio.name = `mode of ${this.input.clip}`;
      on(radio, 'change', () => this.take(radio.value));
    }
    const shows = (name, act) => on(this.root.querySelector(`.${name}`), 'change', (event) => act(event.target.checked));
    shows('as-applied', (shown) => {
      this.way = shown ? 'applied' : 'written';
      this.draw();
    });
    shows('with-table', (shown) => {
      this.products.hidden = !shown;
      this.point();
    });
    shows('with-comparison', (shown) => this.tell('compare', shown));
    on(this.root, 'keydown', (event) => this.key(event));
    on(this.root, 'transitionend', (event) => event.target === this.root && this.data && this.paint());
    this.sizes = new ResizeObserver(() => [...NAMES, ...COMPARED].forEach((name) => this[name]?.resize()));
    this.sizes.observe(this.root);
  }

  listenTo(name, on) {
    const { element } = this[name];
    on(element, 'pointerdown', (event) => this.down(name, event));
    on(element, 'pointermove', (event) => this.move(name, event));
    for (const type of ['pointerup', 'pointercancel']) on(element, type, (event) => this.up(event));
    on(element, 'pointerleave', (event) => event.pointerType === 'mouse' && this.hover(null));
    on(element, 'click', (event) => this.click(name, event));
    element.addEventListener('wheel', (event) => this.mode === 'zoom' && name !== 'kernel' && this.zoom.wheel(this[name], event), {
      signal: this.listening.signal,
      passive: false,
    });
  }

  /** Take up another tool: point, draw or zoom. */
  take(mode) {
    this.mode = mode;
    this.root.dataset.mode = mode;
    for (const tools of this.root.querySelectorAll('.tools')) tools.hidden = !tools.classList.contains(mode);
    this.hover(null);
  }

  down(name, event) {
    const cell = this[name].cellAt(event);
    if (this.mode === 'zoom') {
      this[name].element.setPointerCapture(event.pointerId);
      this.zoom.down(event);
    } else if (this.mode === 'draw' && cell && this.canvasCell(name, cell)) {
      this[name].element.setPointerCapture(event.pointerId);
      this.brush.press(name, this.canvasCell(name, cell));
    } else if (this.mode === 'point') {
      this.hover([name, cell]);
    }
  }

  move(name, event) {
    if (this.mode === 'zoom') return this.zoom.move(this[name], event);
    if (!this.brush.drawing) return this.hover([name, this[name].cellAt(event)]);
    if (name !== this.brush.stroke.what) return undefined;
    for (const each of event.getCoalescedEvents?.() ?? [event]) {
      const cell = this[name].cellAt(each);
      this.brush.move(cell && this.canvasCell(name, cell));
    }
    return undefined;
  }

  up(event) {
    this.zoom.up(event);
    this.brush.release();
  }

  /** The cell of the matrix that can be drawn on at a cell of its picture; null where there is none. */
  canvasCell(name, cell) {
    if (name === 'kernel') return (this.view && tapAt(this, cell)?.term) ?? null;
    const [height, width] = this.data.image.values.shape;
    const real = cell[0] >= 0 && cell[1] >= 0 && cell[0] < height && cell[1] < width;
    return name === 'input' && real ? cell : null;
  }

  hover(place) {
    const pointed = place?.[1] ? place : null;
    if (`${pointed}` === `${this.pointed ?? null}`) return;
    this.pointed = pointed;
    if (!this.pinned && !this.played) this.point();
  }

  click(name, event) {
    const cell = this.mode === 'point' && this[name].cellAt(event);
    if (!cell || !this.ready) return;
    this.player.stop();
    this.pin(`${this.pinned}` === `${[name, cell]}` ? null : [name, cell]);
  }

  key(event) {
    const typing = event.target.matches('input:not([type=range], [type=checkbox], [type=radio]), select');
    if (typing) return;
    if ((event.ctrlKey || event.metaKey) && 'zyZY'.includes(event.key)) {
      event.preventDefault();
      this.brush.travel(event.key.toLowerCase() === 'y' || event.shiftKey ? 'redo' : 'undo');
    } else if (event.key === 'Escape') {
      this.player.stop();
      this.pointed = null;
      if (this.pinned) this.pin(null);
      else this.point();
    } else if (event.key === ' ' && !event.target.matches('button, [type=checkbox], [type=radio]')) {
      event.preventDefault();
      this.player.toggle();
    } else {
      this.keyOn(NAMES.find((name) => this[name].element === event.target), event);
    }
  }

  /** Arrows move, a digit begins a value. */
  keyOn(name, event) {
    if (!name || !this.ready || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.pinned?.[0] === name ? this.pinned[1] : this.pointed?.[0] === name ? this.pointed[1] : null;
    if (ARROWS[event.key]) {
      event.preventDefault();
      this.player.stop();
      this.pinned = null;
      this.pointed = null;
      this.hover([name, here ? this.neighbour(name, here, ARROWS[event.key]) : [0, 0]]);
    } else if (/^[-\d.,]$/.test(event.key) && here && this.canvasCell(name, here)) {
      event.preventDefault();
      const [row, col] = this.canvasCell(name, here);
      typeOver(this[name], here, event.key.replace(',', '.'), (number) => this.brush.change(name, (matrix) => {
        matrix.values[row * matrix.shape[1] + col] = number;
      }));
    }
  }

  /** The next cell in a direction, held within the picture; in the kernel the next tap. */
  neighbour(name, cell, step) {
    const { values, origin } = this[name].picture;
    const stride = name === 'kernel' ? this.dilation : [1, 1];
    return cell.map((place, i) => {
      const next = place + step[i] * stride[i];
      return next < -origin[i] || next >= values.shape[i] - origin[i] ? place : next;
    });
  }

  remove() {
    this.removed = true;
    this.listening.abort();
    this.sizes?.disconnect();
    cancelAnimationFrame(this.pending);
    for (const name of [...NAMES, ...COMPARED]) this[name]?.remove();
  }
}

function matrixOf(data, what) {
  return what === 'input' ? data.image.values : data.kernel.values;
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
function legend({ element, picture }, theme) {
  if (!picture) return;
  const { range, scale, colour } = picture;
  const key = `${range} ${scale} ${theme.ground} ${Boolean(colour)}`;
  const strip = element.parentElement.querySelector('.legend');
  if (strip.dataset.key === key) return;
  strip.dataset.key = key;
  if (colour) {
    strip.replaceChildren('each channel by itself, cut off at black and white');
    return;
  }
  const colours = document.createElement('i');
  colours.style.background = `linear-gradient(90deg, ${theme.scales[scale].map(([, colour]) => colour).join(', ')})`;
  strip.replaceChildren(format(range[0], 3), colours, format(range[1], 3));
}
