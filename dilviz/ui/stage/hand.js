// The hand on the pictures: mouse, pen, fingers and keys, for pointing, drawing and zooming.

import { typeOver } from './brush.js';
import { tapAt } from './pointing.js';
import { holds } from './tables.js';

export const NAMES = ['input', 'kernel', 'output'];
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** What the user does to the three pictures of a stage. */
export class Hand {
  constructor(stage, signal) {
    this.stage = stage;
    this.mode = 'point';
    const on = (target, type, act) => target.addEventListener(type, act, { signal, passive: type === 'wheel' ? false : undefined });
    for (const name of NAMES) this.listenTo(name, on);
    for (const radio of stage.root.querySelectorAll('.modes input')) {
      radio.name = `mode of ${stage.input.clip}`;
      on(radio, 'change', () => this.take(radio.value));
    }
    on(stage.root, 'keydown', (event) => this.key(event));
  }

  listenTo(name, on) {
    const picture = this.stage[name];
    on(picture.element, 'pointerdown', (event) => this.down(name, event));
    on(picture.element, 'pointermove', (event) => this.move(name, event));
    for (const type of ['pointerup', 'pointercancel']) on(picture.element, type, (event) => this.up(event));
    on(picture.element, 'pointerleave', (event) => event.pointerType === 'mouse' && this.stage.hover(null));
    on(picture.element, 'click', (event) => this.click(name, event));
    on(picture.element, 'wheel', (event) => {
      if (this.mode === 'zoom' && name !== 'kernel') this.stage.zoom.wheel(picture, event);
    });
  }

  /** Take up another tool: point, draw or zoom. */
  take(mode) {
    const { root } = this.stage;
    this.mode = mode;
    root.dataset.mode = mode;
    for (const tools of root.querySelectorAll('.tools')) tools.hidden = !tools.classList.contains(mode);
    this.stage.hover(null);
  }

  down(name, event) {
    const { stage } = this;
    const cell = stage[name].cellAt(event);
    const canvas = this.mode === 'draw' && cell && this.canvasCell(name, cell);
    if (this.mode === 'zoom' || canvas) stage[name].element.setPointerCapture(event.pointerId);
    if (this.mode === 'zoom') stage.zoom.down(event);
    else if (canvas) stage.brush.press(name, canvas);
    else if (this.mode === 'point') stage.hover([name, cell]);
  }

  move(name, event) {
    const { stage } = this;
    if (this.mode === 'zoom') {
      stage.zoom.move(stage[name], event);
    } else if (!stage.brush.drawing) {
      stage.hover([name, stage[name].cellAt(event)]);
    } else if (name === stage.brush.stroke.what) {
      for (const each of event.getCoalescedEvents?.() ?? [event]) {
        const cell = stage[name].cellAt(each);
        stage.brush.move(cell && this.canvasCell(name, cell));
      }
    }
  }

  up(event) {
    this.stage.zoom.up(event);
    this.stage.brush.release();
  }

  click(name, event) {
    const { stage } = this;
    const cell = this.mode === 'point' && stage[name].cellAt(event);
    if (!cell || !stage.ready) return;
    stage.player.stop();
    stage.pin(`${stage.pinned}` === `${[name, cell]}` ? null : [name, cell]);
  }

  /** The cell of the matrix that can be drawn on at a cell of its picture; null where there is none. */
  canvasCell(name, cell) {
    const { stage } = this;
    if (name === 'kernel') return (stage.view && tapAt(stage, cell)?.term) ?? null;
    return name === 'input' && holds(stage.data.image.values.shape, cell) ? cell : null;
  }

  key(event) {
    const { stage } = this;
    if (event.target.matches('input:not([type=range], [type=checkbox], [type=radio]), select')) return;
    if ((event.ctrlKey || event.metaKey) && 'zyZY'.includes(event.key)) {
      event.preventDefault();
      stage.brush.travel(event.key.toLowerCase() === 'y' || event.shiftKey ? 'redo' : 'undo');
    } else if (event.key === 'Escape') {
      stage.player.stop();
      stage.pointed = null;
      stage.pin(null);
    } else if (event.key === ' ' && !event.target.matches('button, [type=checkbox], [type=radio]')) {
      event.preventDefault();
      stage.player.toggle();
    } else {
      this.keyOn(NAMES.find((name) => stage[name].element === event.target), event);
    }
  }

  /** Arrows move, a digit begins a value. */
  keyOn(name, event) {
    const { stage } = this;
    if (!name || !stage.ready || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = [stage.pinned, stage.pointed].find((place) => place?.[0] === name)?.[1];
    if (ARROWS[event.key]) {
      event.preventDefault();
      stage.player.stop();
      stage.pin(null);
      stage.hover([name, here ? this.neighbour(name, here, ARROWS[event.key]) : [0, 0]]);
    } else if (/^[-\d.,]$/.test(event.key) && here && this.canvasCell(name, here)) {
      event.preventDefault();
      const [row, col] = this.canvasCell(name, here);
      typeOver(stage[name], here, event.key.replace(',', '.'), (number) => stage.brush.change(name, (matrix) => {
        matrix.values[row * matrix.shape[1] + col] = number;
      }));
    }
  }

  /** The next cell in a direction, held within the picture; in the kernel the next tap. */
  neighbour(name, cell, step) {
    const { values, origin } = this.stage[name].picture;
    const stride = name === 'kernel' ? this.stage.dilation : [1, 1];
    return cell.map((place, i) => {
      const next = place + step[i] * stride[i];
      return next < -origin[i] || next >= values.shape[i] - origin[i] ? place : next;
    });
  }
}
