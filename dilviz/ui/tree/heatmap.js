// One heatmap on a canvas, a pixel a cell, with a drawing in cell coordinates above it.

import { colourOf, inkOn } from '../stage/colours.js';
import { format } from '../stage/numbers.js';
import { arrow, clamp, element, shape } from './dom.js';
import { amount, reduction } from './words.js';

const SHADES = 255;
const LEAST_SEEN = 0.3; // of the scale: what is seen by one path is no hole, and must not look like one
const STRIP = 0.08; // height by width below which a map is a strip

export class HeatMap {
  /** `point` is called with the cell that is pointed at. */
  constructor(map, point, signal) {
    this.map = map;
    const [rows, cols] = map.values.shape;
    this.strip = rows / cols < STRIP;
    this.canvas = element('canvas', '', { width: cols, height: rows });
    this.drawing = shape('svg', { viewBox: `0 0 ${cols} ${rows}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
    this.frame = element('div', this.strip ? 'frame strip' : 'frame', {
      role: 'application', tabindex: '0', 'aria-label': map.title,
    }, this.canvas, this.drawing);
    if (!this.strip) this.frame.style.aspectRatio = `${cols} / ${rows}`;
    if (rows > cols) this.frame.style.width = `${(100 * cols) / rows}%`;
    this.legend = element('div', 'legend', { 'aria-hidden': 'true' });
    this.element = element('figure', this.strip ? 'map long' : 'map', {}, this.caption(), this.frame, this.legend);
    for (const name of ['pointermove', 'pointerdown']) {
      this.frame.addEventListener(name, (event) => point(...this.cellAt(event)), { signal });
    }
    this.frame.addEventListener('keydown', (event) => this.step(event, point), { signal });
    this.cell = [0, 0];
  }

  caption() {
    const [rows, cols] = this.map.shape;
    const size = rows === 1 ? cols.toLocaleString('en') : `${rows.toLocaleString('en')} × ${cols.toLocaleString('en')}`;
    const reduced = reduction(this.map.blocks);
    return element('figcaption', '', {}, this.map.title, ' ', element('small', '', {}, reduced ? `${size}, ${reduced}` : size));
  }

  cellAt(event) {
    const { left, top, width, height } = this.frame.getBoundingClientRect();
    const [rows, cols] = this.map.values.shape;
    this.cell = [
      clamp(Math.floor(((event.clientY - top) / height) * rows), 0, rows - 1),
      clamp(Math.floor(((event.clientX - left) / width) * cols), 0, cols - 1),
    ];
    return this.cell;
  }

  step(event, point) {
    const move = arrow(event);
    if (!move) return;
    event.preventDefault();
    this.cell = this.cell.map((place, i) => clamp(place + move[i], 0, this.map.values.shape[i] - 1));
    point(...this.cell);
  }

  paint(theme) {
    this.theme = theme;
    const { values: { values, shape: [rows, cols] }, range } = this.map;
    const shades = Array.from({ length: SHADES + 1 }, (_, i) => this.colour(range[0] + ((range[1] - range[0]) * i) / SHADES));
    const none = rgb(this.map.holes ? this.hole : theme.ink);
    const image = new ImageData(cols, rows);
    const stretch = SHADES / (range[1] - range[0]);
    values.forEach((value, i) => {
      const shade = Number.isNaN(value) ? none : shades[clamp(Math.round((value - range[0]) * stretch), 0, SHADES)];
      image.data.set(shade, 4 * i);
      image.data[4 * i + 3] = 255;
    });
    this.canvas.getContext('2d').putImageData(image, 0, 0);
    this.describe();
    this.base = [...this.grid(), ...this.numbers(), ...this.rings()];
    this.drawing.replaceChildren(...this.base);
  }

  /** The colour of a hole; between orange and blue it would be taken for a value, and is that of the gap between taps. */
  get hole() {
    return this.map.scale === 'diverging' ? this.theme.inserted : this.theme.hole;
  }

  colour(value) {
    const { range, scale } = this.map;
    if (scale !== 'seen') return colourOf(value, range, this.theme.scales[scale]);
    const share = range[1] > range[0] ? (value - range[0]) / (range[1] - range[0]) : 1;
    return colourOf(LEAST_SEEN + (1 - LEAST_SEEN) * share, [0, 1], this.theme.scales.positive);
  }

  /** The lines between cells, where these are large enough. */
  grid() {
    const [rows, cols] = this.map.values.shape;
    if (Math.max(rows, cols) > 40 && !(this.strip && cols <= 100)) return [];
    const lines = [
      ...Array.from({ length: rows + 1 }, (_, row) => `M0 ${row}h${cols}`),
      ...Array.from({ length: cols + 1 }, (_, col) => `M${col} 0v${rows}`),
    ];
    return [shape('path', { d: lines.join(''), class: 'grid', stroke: this.theme.grid })];
  }

  /** The values, where there is room for them. */
  numbers() {
    const { values: { values, shape: [rows, cols] } } = this.map;
    const room = this.frame.clientWidth / cols;
    const longest = Math.max(...Array.from(values.slice(0, 1000), (value) => format(value, 3).length));
    if (this.strip || rows * cols > 1000 || room < 8 * longest + 5) return [];
    return Array.from(values, (value, i) => {
      if (Number.isNaN(value)) return null;
      const text = shape('text', {
        x: (i % cols) + 0.5, y: Math.floor(i / cols) + 0.5, fill: inkOn(this.colour(value)), 'font-size': Math.min(0.46, 13 / room),
      });
      text.textContent = format(value, 3);
      return text;
    }).filter(Boolean);
  }

  rings() {
    const [rows, cols] = this.map.values.shape;
    return (this.map.rings ?? []).map(({ radius, dashed }) => shape('ellipse', {
      cx: cols / 2, cy: rows / 2, rx: radius[1] * cols, ry: radius[0] * rows,
      class: dashed ? 'ring dashed' : 'ring', stroke: dashed ? this.theme.up : this.theme.pixel,
    }));
  }

  /** Draw above the map: cells in rectangles `[row, col, height, width]`, and a frame. */
  mark(cells, outline) {
    const path = ([row, col, height, width]) => `M${col} ${row}h${width}v${height}h${-width}z`;
    const marks = [shape('path', { d: cells.map(path).join(''), class: 'lit', stroke: this.theme.up, fill: this.theme.up })];
    if (outline) {
      marks.push(shape('path', { d: path(outline), class: 'outline halo', stroke: this.theme.ground }));
      marks.push(shape('path', { d: path(outline), class: 'outline', stroke: this.theme.pixel }));
    }
    this.drawing.replaceChildren(...this.base, ...marks);
    this.frame.dataset.lit = cells.reduce((sum, [, , height, width]) => sum + height * width, 0);
  }

  /** A strip of the colours in use, with the values at its ends, and the colour of a hole if there is one. */
  describe() {
    const { range, values: { values } } = this.map;
    const stops = Array.from({ length: 9 }, (_, i) => `rgb(${this.colour(range[0] + ((range[1] - range[0]) * i) / 8).map(Math.round)})`);
    const bar = element('i', 'bar');
    bar.style.background = `linear-gradient(90deg, ${stops.join(', ')})`;
    this.legend.replaceChildren(format(range[0], 3), bar, amount(range[1], this.map.unit));
    if (!this.map.holes || !values.some(Number.isNaN)) return;
    const swatch = element('i', 'swatch');
    swatch.style.background = this.hole;
    this.legend.append(swatch, 'hole');
  }
}

function rgb(css) {
  return css.match(/[0-9a-f]{2}/gi).slice(0, 3).map((part) => parseInt(part, 16));
}
