// The tree: a row of nodes for each level, the input at the foot, and the cone of one node in colour.

import { above, below } from './cones.js';
import { arrow, clamp, element } from './dom.js';
import { coneSentence } from './words.js';

const MOST_FAINT = 6000; // edges that are drawn though they are not lit
const DOTS = 3.5; // pixels between nodes that are drawn one by one

export class Diagram {
  /** `pinned` is told the level and the number of a node that is kept, or nothing when it is let go. */
  constructor(root, pinned) {
    this.tell = pinned;
    this.canvas = element('canvas');
    this.box = element('div', 'diagram', { role: 'application', tabindex: '0', 'aria-label': 'Tree' }, this.canvas);
    this.words = element('p', 'words', { role: 'status', 'aria-live': 'polite', 'aria-label': 'Cone' });
    this.note = element('p', 'note');
    root.replaceChildren(this.box, this.words, this.note);
    this.listening = new AbortController();
    const options = { signal: this.listening.signal };
    for (const name of ['pointermove', 'pointerdown']) {
      this.box.addEventListener(name, (event) => this.point(event), options);
    }
    this.box.addEventListener('click', (event) => this.pin(...this.placeOf(event)), options);
    this.box.addEventListener('keydown', (event) => this.step(event), options);
  }

  show(data, theme) {
    const opened = this.data !== data;
    Object.assign(this, { data, theme });
    const widest = Math.max(...data.levels.map(({ count }) => count));
    this.note.textContent = data.reduced > 1
      ? `Too wide to draw every node: a drawn node stands for up to ${data.reduced} samples, and is lit where one of them is.`
      : widest > 400 ? 'Too narrow for single nodes: lines stand for those that are not lit.' : '';
    this.measure();
    if (!opened) {
      this.draw();
      return;
    }
    this.pinned = null;
    this.box.dataset.pinned = '';
    this.light(...data.lit);
  }

  resize() {
    if (!this.data || this.box.clientWidth === this.width) return;
    this.measure();
    this.draw();
  }

  /** Fit the canvas to the page and the levels to the canvas. */
  measure() {
    const { levels } = this.data;
    this.width = this.box.clientWidth;
    const narrow = this.width < 520;
    this.gap = clamp((narrow ? 330 : 430) / levels.length, 20, narrow ? 84 : 112);
    this.left = (narrow ? 9 : 10) * Math.max(...levels.map(({ name }) => Math.min(name.length, 16))) * 0.62 + 14;
    const height = Math.ceil(this.gap * (levels.length - 1) + 44);
    const ratio = window.devicePixelRatio || 1;
    Object.assign(this.canvas, { width: this.width * ratio, height: height * ratio });
    this.canvas.style.height = `${height}px`;
    this.foot = height - 22;
    const ends = levels.map(({ first, step, count }) => first + step * (count - 1));
    const least = Math.min(...levels.map(({ first }) => first));
    const room = this.width - this.left - 14;
    this.scale = room / Math.max(Math.max(...ends) - least, 1);
    this.origin = this.left - least * this.scale + (Math.max(...ends) === least ? room / 2 : 0);
    this.pen = this.canvas.getContext('2d');
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }

  x(level, node) {
    const { first, step } = this.data.levels[level];
    return this.origin + (first + step * node) * this.scale;
  }

  y(level) {
    return this.foot - level * this.gap;
  }

  spacing(level) {
    return this.data.levels[level].step * this.scale;
  }

  /** The node nearest to a place along a level. */
  nearest(level, x) {
    const { first, step, count } = this.data.levels[level];
    return clamp(Math.round(((x - this.origin) / this.scale - first) / step), 0, count - 1);
  }

  /** The level and the number of the node nearest to the pointer. */
  placeOf(event) {
    const { left, top } = this.box.getBoundingClientRect();
    const level = clamp(Math.round((this.foot - (event.clientY - top)) / this.gap), 0, this.data.levels.length - 1);
    return [level, this.nearest(level, event.clientX - left)];
  }

  point(event) {
    if (!this.data || this.pinned) return;
    const [level, node] = this.placeOf(event);
    if (level !== this.level || node !== this.node) this.light(level, node);
  }

  /** Keep the cone of a node while the pointer moves on; the same node once more lets go of it. */
  pin(level, node) {
    this.pinned = `${this.pinned}` === `${[level, node]}` ? null : [level, node];
    this.box.dataset.pinned = this.pinned ?? '';
    const [first] = this.spanOf(level, node);
    this.tell(this.pinned ? [level, first] : []);
    this.light(level, node);
  }

  /** The first and the last sample or output for which a node stands. */
  spanOf(level, node) {
    return this.data.levels[level].spans?.values.subarray(2 * node, 2 * node + 2) ?? [node, node];
  }

  step(event) {
    if (event.key === 'Escape') {
      if (this.pinned) this.pin(...this.pinned);
      this.light(...this.data.lit);
    }
    if (event.key === 'Enter') this.pin(this.level, this.node);
    const move = arrow(event);
    if (!move) return;
    event.preventDefault();
    const level = clamp(this.level - move[0], 0, this.data.levels.length - 1);
    const node = level === this.level ? this.node + move[1] : this.nearest(level, this.x(this.level, this.node));
    const place = [level, clamp(node, 0, this.data.levels[level].count - 1)];
    if (this.pinned) this.pin(...place);
    else this.light(...place);
  }

  /** Light the cone of a node, down to the input and up to the outputs. */
  light(level, node) {
    const { tables, levels, sizes, fields, reduced } = this.data;
    Object.assign(this, { level, node, down: below(tables, level, node), up: above(tables, level, node) });
    this.box.dataset.lit = `${level},${node}`;
    const span = this.spanOf(level, node);
    const noun = level === 0 ? 'sample' : level === levels.length - 1 ? '' : 'output';
    const name = `${noun} ${span[0] === span[1] ? span[0] : `${span[0]} to ${span[1]}`}`.trim();
    const [seen, reached] = [this.down.nodes[0], this.up.nodes.at(-1)];
    this.box.dataset.seen = seen.length;
    const [top, field, outputs] = [levels.length - 1, fields[level], sizes.at(-1)];
    const kept = this.pinned ? ' Pinned: click it again, or press Escape, to let go.' : '';
    this.words.textContent = coneSentence({ level, name, top, seen, reached, field, outputs, reduced }) + kept;
    this.draw();
  }

  draw() {
    const { pen, theme, data } = this;
    pen.clearRect(0, 0, this.width, this.foot + 22);
    this.faint();
    this.down.edges.forEach((pairs, layer) => this.edges(layer, pairs, theme.this));
    this.up.edges.forEach((pairs, i) => this.edges(this.level + i, pairs, theme.up));
    data.levels.forEach((_, level) => this.dots(level));
    this.names();
  }

  /** What is not lit: the edges where there are few, the nodes where there is room, else a line. */
  faint() {
    const { pen, theme, data } = this;
    const reads = data.tables.reduce((sum, { values }) => sum + values.length, 0);
    if (reads <= MOST_FAINT) {
      data.tables.forEach(({ values, shape: [, width] }, layer) => {
        const pairs = [];
        values.forEach((lower, i) => lower >= 0 && pairs.push(lower, Math.floor(i / width)));
        this.edges(layer, pairs, theme.grid, 0.55);
      });
    }
    data.levels.forEach(({ count }, level) => {
      if (this.spacing(level) >= DOTS) return;
      pen.fillStyle = theme.grid;
      pen.fillRect(this.x(level, 0), this.y(level) - 1, Math.max(this.x(level, count - 1) - this.x(level, 0), 2), 2);
    });
  }

  edges(layer, pairs, colour, strength = 1) {
    const { pen } = this;
    const room = (2 * this.width) / Math.max(pairs.length, 1); // pixels for each
    pen.strokeStyle = colour;
    pen.globalAlpha = strength * clamp(room / 3, 0.35, 1);
    pen.lineWidth = strength * clamp(room / 9, 0.5, 2.25);
    pen.beginPath();
    for (let i = 0; i < pairs.length; i += 2) {
      pen.moveTo(this.x(layer, pairs[i]), this.y(layer));
      pen.lineTo(this.x(layer + 1, pairs[i + 1]), this.y(layer + 1));
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  dots(level) {
    const { theme, data: { levels } } = this;
    const size = clamp(this.spacing(level) * 0.34, 0.8, Math.min(8, this.gap / 4.5));
    if (this.spacing(level) >= DOTS) {
      const all = Array.from({ length: levels[level].count }, (_, node) => node);
      this.circles(level, all, theme.ground, size, theme.faint);
    }
    const lit = (nodes) => clamp((this.width / nodes.length) * 0.3, size, Math.min(5, this.gap / 5));
    const down = level <= this.level ? this.down.nodes[level] : [];
    const up = level >= this.level ? this.up.nodes[level - this.level] : [];
    if (level === 0 && this.level > 0 && down.length) this.holes(down, size);
    this.circles(level, up, theme.up, Math.max(size, lit(up)));
    this.circles(level, down, theme.this, Math.max(size, lit(down)));
    if (level === this.level) this.circles(level, [this.node], theme.this, Math.max(size * 1.25, 3.5), theme.pixel);
  }

  /** The samples of the input within the cone that it does not see. */
  holes(seen, size) {
    const set = new Set(seen);
    const missed = [];
    for (let node = seen[0]; node <= seen.at(-1); node++) if (!set.has(node)) missed.push(node);
    this.circles(0, missed, this.theme.hole, size, this.spacing(0) >= DOTS ? this.theme.faint : null);
  }

  circles(level, nodes, fill, size, rim) {
    const { pen } = this;
    const y = this.y(level);
    if (!nodes.length) return;
    pen.fillStyle = fill;
    pen.beginPath();
    for (const node of nodes) {
      const x = this.x(level, node);
      if (size < 1.6) {
        pen.rect(x - size, y - 3, 2 * size, 6);
        continue;
      }
      pen.moveTo(x + size, y);
      pen.arc(x, y, size, 0, 2 * Math.PI);
    }
    pen.fill();
    if (!rim) return;
    pen.strokeStyle = rim;
    pen.lineWidth = 1.25;
    pen.stroke();
  }

  names() {
    const { pen, theme, data: { levels } } = this;
    const style = getComputedStyle(this.box);
    pen.fillStyle = theme.ink;
    pen.textBaseline = 'middle';
    levels.forEach(({ name }, level) => {
      pen.font = `${level === this.level ? 700 : 400} ${clamp(this.gap * 0.5, 10, 14)}px ${style.fontFamily}`;
      pen.fillText(name, 0, this.y(level), this.left - 12);
    });
  }

  remove() {
    this.listening.abort();
  }
}
