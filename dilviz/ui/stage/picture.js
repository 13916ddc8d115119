// One heatmap: Plotly draws the values, an SVG above it the numbers, outlines and labels.
//
// The heatmap lies in a unit square whatever its shape, so that a new size costs
// one `restyle` and no new axes. `view` is the part of that square that is shown.

import { GUTTER, annotate, outline } from './annotations.js';
import { holds } from './tables.js';

const SVG = 'http://www.w3.org/2000/svg';
let clips = 0;

export class Picture {
  /** Draw into `element`; Plotly's library is handed in, for the page and the exported file alike. */
  constructor(element, Plotly) {
    this.element = element;
    this.Plotly = Plotly;
    this.plot = element.querySelector('.plot');
    this.svg = element.querySelector('svg');
    this.pools = new Map();
    this.marks = [];
    this.view = [0, 0, 1]; // top, left and size of what is shown, in shares of the unit square
    this.clip = `clip-${clips++}`;
    this.ready = false;
    this.side = this.plot.clientWidth; // asked for only when the page changes: asking lays the page out
  }

  /**
   * Take a picture and let Plotly draw it; `annotate` follows when all pictures have (what it
   * changes would make Plotly lay out the page once more for each): `{values: {values, shape}, range, scale}` with, if it has them, `origin`
   * (the place of cell (0, 0), in cells), `real` (the shape of the unpadded part), and
   * `edges` (`[{row, col, colour}]`, cells that always wear an outline).
   */
  show(picture, theme) {
    this.picture = { origin: [0, 0], ...picture };
    this.theme = theme;
    const { shape } = this.picture.values;
    this.span = Math.max(...shape);
    this.lead = shape.map((size) => (this.span - size) / 2);
    this.draw();
    this.stale = true;
  }

  /**
   * Outline cells: `[{row, col, colour, kind}]`, in the picture's own coordinates; one with
   * `from` (another place) is joined to it by a line.
   */
  mark(marks) {
    this.marks = marks;
    const boxes = marks.map((mark) => ({ ...mark, ...this.box(mark.row, mark.col) }));
    const thick = Math.max(1.5, Math.min(4, this.cell * 0.12));
    this.pool('halo', 'rect', boxes, (rect, box) => outline(rect, box, thick + Math.min(2.5, this.cell * 0.1), this.theme.halo));
    this.pool('mark', 'rect', boxes, (rect, box) => {
      outline(rect, box, thick, box.colour);
      rect.setAttribute('class', box.kind ?? '');
    });
    this.pool('joint', 'path', boxes.filter((box) => box.from), (path, box) => {
      const [start, half] = [this.box(...box.from), this.cell / 2];
      path.setAttribute('d', `M${start.x + half} ${start.y + half}L${box.x + half} ${box.y + half}`);
      path.setAttribute('stroke', box.colour);
    });
  }

  /** Tint rectangles of cells: `[{row, col, height, width, colour}]`. */
  tint(blocks) {
    this.pool('tint', 'rect', blocks, (rect, { row, col, height, width, colour }) => {
      const { x, y } = this.box(row, col);
      const size = { x, y, width: width * this.cell, height: height * this.cell, fill: colour, stroke: colour };
      for (const [name, value] of Object.entries(size)) rect.setAttribute(name, value);
    });
  }

  /** Hide the cells that come after the first `count` in reading order; null hides none. */
  cover(count) {
    const [height, width] = this.picture.values.shape;
    const [row, col] = [Math.floor((count ?? 0) / width), (count ?? 0) % width];
    const blocks = count === null ? [] : [[row, col, Math.min(1, height - row), width - col], [row + 1, 0, height - row - 1, width]];
    this.pool('cover', 'rect', blocks.filter(([, , h, w]) => h > 0 && w > 0), (rect, [r, c, h, w]) => {
      const { x, y } = this.box(r, c);
      const size = { x, y, width: w * this.cell, height: h * this.cell, fill: this.theme.inserted };
      for (const [name, value] of Object.entries(size)) rect.setAttribute(name, value);
    });
  }

  /** Show a part of the unit square: `[top, left, size]`. */
  look(view) {
    this.view = view;
    const [top, left, size] = view;
    this.Plotly.relayout(this.plot, { 'xaxis.range': [left, left + size], 'yaxis.range': [top + size, top] });
    this.annotate();
  }

  /** The cell at a pointer event as `[row, col]`, or null outside the picture. */
  cellAt(event) {
    const { left, top } = this.svg.getBoundingClientRect();
    const [x, y] = [event.clientX - left - GUTTER, event.clientY - top - GUTTER];
    const [row, col] = [y / this.cell + this.shift[0], x / this.cell + this.shift[1]].map(Math.floor);
    const shown = x >= 0 && y >= 0 && x < this.side && y < this.side;
    if (!shown || !holds(this.picture.values.shape, [row, col])) return null;
    return [row - this.picture.origin[0], col - this.picture.origin[1]];
  }

  /** Where a pointer event is, as shares [down, right] of what is shown. */
  shareAt(event) {
    const { left, top } = this.svg.getBoundingClientRect();
    return [(event.clientY - top - GUTTER) / this.side, (event.clientX - left - GUTTER) / this.side];
  }

  /** Give Plotly the values, or the colours where the picture has them. */
  draw() {
    const [height, width] = this.picture.values.shape;
    const place = {
      x0: (this.lead[1] + 0.5) / this.span,
      dx: 1 / this.span,
      y0: (this.lead[0] + 0.5) / this.span,
      dy: 1 / this.span,
    };
    const trace = { ...(this.picture.colour ? this.coloured() : this.heated(height, width)), ...place };
    if (this.drawn === 'heatmap' && trace.type === 'heatmap') {
      const { z, colorscale, type, showscale, hoverinfo, ...rest } = trace;
      this.Plotly.restyle(this.plot, { ...rest, z: [z], colorscale: [colorscale] });
    } else {
      this.Plotly.react(this.plot, [trace], layout(this.side, this.view), { staticPlot: true });
    }
    this.drawn = trace.type;
    this.ready = true;
  }

  heated(height, width) {
    const { values, range, scale } = this.picture;
    const z = Array.from({ length: height }, (_, row) => values.values.subarray(row * width, (row + 1) * width));
    const [zmin, zmax] = range;
    return { type: 'heatmap', showscale: false, hoverinfo: 'skip', z, zmin, zmax, colorscale: this.theme.scales[scale] };
  }

  coloured() {
    const { values, shape: [height, width] } = this.picture.colour;
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { height, width });
    const pixels = new ImageData(width, height);
    for (let i = 0, k = 0; i < values.length; i += 3, k += 4) {
      pixels.data.set([values[i], values[i + 1], values[i + 2], 255], k);
    }
    canvas.getContext('2d').putImageData(pixels, 0, 0);
    return { type: 'image', source: canvas.toDataURL(), hoverinfo: 'skip' };
  }

  /** Fit the plot to its element, after a change of the page's width. */
  resize() {
    const side = this.plot.clientWidth;
    if (!this.ready || !side || side === this.side) return;
    this.side = side;
    this.Plotly.relayout(this.plot, { width: side, height: side });
    this.annotate();
  }

  /** Draw all that is not Plotly's: grid, numbers, labels, the ring, and the marks again. */
  annotate() {
    this.stale = false;
    this.clipTo(this.side);
    this.cell = this.side / this.view[2] / this.span;
    this.shift = [0, 1].map((i) => this.view[i] * this.span - this.lead[i]);
    annotate(this);
    this.tint([]);
    this.cover(null);
    this.mark(this.marks);
  }

  /** Keep what is drawn within the plot, a little wider for the outlines at its rim. */
  clipTo(side) {
    if (!this.clipper) {
      const path = this.svg.appendChild(document.createElementNS(SVG, 'clipPath'));
      path.setAttribute('id', this.clip);
      this.clipper = path.appendChild(document.createElementNS(SVG, 'rect'));
      for (const name of ['x', 'y']) this.clipper.setAttribute(name, GUTTER - 2);
    }
    for (const name of ['width', 'height']) this.clipper.setAttribute(name, side + 4);
  }

  /** The box of a cell in pixels of the SVG. */
  box(row, col) {
    const [y, x] = [row + this.picture.origin[0] - this.shift[0], col + this.picture.origin[1] - this.shift[1]];
    return { x: GUTTER + x * this.cell, y: GUTTER + y * this.cell, size: this.cell };
  }

  /** Keep as many elements of a layer as there are items, and `dress` each; what is left over is hidden. */
  pool(layer, tag, items, dress) {
    if (!this.pools.has(layer)) {
      const group = document.createElementNS(SVG, 'g');
      group.setAttribute('class', layer);
      group.setAttribute('clip-path', layer === 'label' ? 'none' : `url(#${this.clip})`);
      this.svg.append(group);
      this.pools.set(layer, { group, nodes: [], used: 0 });
    }
    const pool = this.pools.get(layer);
    while (pool.nodes.length < items.length) {
      pool.nodes.push(pool.group.appendChild(document.createElementNS(SVG, tag)));
    }
    items.forEach((item, i) => {
      if (i >= pool.used) pool.nodes[i].removeAttribute('display');
      dress(pool.nodes[i], item);
    });
    for (let i = items.length; i < pool.used; i++) pool.nodes[i].setAttribute('display', 'none');
    pool.used = items.length;
  }

  /** Free what Plotly holds. */
  remove() {
    if (this.ready) this.Plotly.purge(this.plot);
    this.ready = false;
  }
}

function layout(side, [top, left, size]) {
  const axis = { visible: false, fixedrange: true, constrain: 'range', scaleanchor: false };
  return {
    width: side,
    height: side,
    margin: { l: 0, r: 0, t: 0, b: 0 },
    xaxis: { ...axis, range: [left, left + size] },
    yaxis: { ...axis, range: [top + size, top] },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
  };
}
