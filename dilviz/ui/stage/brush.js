// Drawing on the input and on the kernel: strokes, areas, single cells typed, and taking them back.

import { History, copy } from './history.js';
import { area, dab, line } from './strokes.js';

/**
 * The brush's tools. `board` is what is drawn on: `matrix(what)` returns the live
 * `{values, shape}`, `changed(what)` redraws it, `finished(what)` tells Python.
 */
export class Brush {
  constructor(tools, board, signal) {
    this.board = board;
    this.history = new History();
    this.tool = (name) => tools.querySelector(`.${name}`);
    const press = (name, act) => this.tool(name).addEventListener('click', act, { signal });
    press('undo', () => this.travel('undo'));
    press('redo', () => this.travel('redo'));
    press('clear', () => this.change('input', (matrix) => matrix.values.fill(0)));
    this.describe();
  }

  get drawing() {
    return Boolean(this.stroke);
  }

  get value() {
    return this.tool('erase').checked ? 0 : Number(this.tool('value').value) || 0;
  }

  /** Begin a stroke at a cell, or fill the area around it. */
  press(what, cell) {
    if (this.tool('fill').checked) {
      this.change(what, (matrix) => this.put(matrix, area(matrix, cell)));
      return;
    }
    this.stroke = { what, before: copy(this.board.matrix(what)), last: cell };
    this.move(cell);
  }

  /** Draw on to a cell, in a straight line from the last one. */
  move(cell) {
    if (!this.stroke || !cell) return;
    const { what, last } = this.stroke;
    const matrix = this.board.matrix(what);
    const size = what === 'kernel' ? 1 : Number(this.tool('size').value);
    for (const place of line(last, cell)) this.put(matrix, dab(place, size, matrix.shape));
    this.stroke.last = cell;
    this.board.changed(what);
  }

  /** End the stroke. */
  release() {
    if (!this.stroke) return;
    const { what, before } = this.stroke;
    this.stroke = null;
    this.keep(what, before);
  }

  /** Change a matrix in one step that can be taken back. */
  change(what, act) {
    const before = copy(this.board.matrix(what));
    act(this.board.matrix(what));
    this.board.changed(what);
    this.keep(what, before);
  }

  /** Go back or forward by a step. */
  travel(way) {
    const step = this.history[way]();
    if (!step) return;
    const [what, matrix] = step;
    this.board.replace(what, copy(matrix));
    this.board.finished(what);
    this.describe();
  }

  /** Keep a change that came from elsewhere, such as another example, so that it too can be taken back. */
  witness(what, before, after) {
    this.history.record(what, copy(before), copy(after));
    this.describe();
  }

  put(matrix, cells) {
    for (const [row, col] of cells) matrix.values[row * matrix.shape[1] + col] = this.value;
  }

  keep(what, before) {
    this.history.record(what, before, copy(this.board.matrix(what)));
    this.describe();
    this.board.finished(what);
  }

  describe() {
    this.tool('undo').disabled = this.history.at === 0;
    this.tool('redo').disabled = this.history.at === this.history.steps.length;
  }
}

/** Let a number be typed over a cell; `take` gets it when Enter is pressed or the field is left. */
export function typeOver(picture, cell, first, take) {
  const { x, y, size } = picture.box(...cell);
  const field = document.createElement('input');
  field.className = 'typed';
  field.setAttribute('aria-label', `Value of (${cell.join(', ')})`);
  field.value = first;
  field.inputMode = 'decimal';
  const width = Math.max(size, 64);
  Object.assign(field.style, { left: `${x + size / 2 - width / 2}px`, top: `${y + size / 2 - 15}px`, width: `${width}px` });
  let open = true;
  const close = (taken) => {
    if (!open) return;
    open = false;
    const number = Number(field.value.trim().replace(',', '.').replace('−', '-'));
    field.remove();
    picture.element.focus();
    if (taken && field.value.trim() !== '' && Number.isFinite(number)) take(number);
  };
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Enter') close(true);
    if (event.key === 'Escape') close(false);
  });
  field.addEventListener('blur', () => close(true));
  picture.element.append(field);
  field.focus();
}

/** A matrix for Python: its shape, and its numbers bit for bit. */
export function parcel({ values, shape }) {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return { shape, content: btoa(text) };
}
