// Heatmaps side by side; where they are levels of one stack, a cell of one lights what belongs to it in all.

import { above, below, runs } from './cones.js';
import { element } from './dom.js';
import { HeatMap } from './heatmap.js';
import { cellSentence, count } from './words.js';

export class Maps {
  constructor(root) {
    this.gallery = element('div', 'gallery');
    this.words = element('p', 'words', { role: 'status', 'aria-live': 'polite', 'aria-label': 'Cell' });
    root.replaceChildren(this.gallery, this.words);
  }

  show(data, theme) {
    if (data !== this.data) this.build(data);
    for (const map of this.maps) map.paint(theme);
    if (this.pointed) this.light(...this.pointed);
    else this.words.textContent = this.hint();
  }

  build(data) {
    this.listening?.abort();
    this.listening = new AbortController();
    Object.assign(this, { data, pointed: data.lit ?? null });
    this.maps = data.maps.map((map, level) => new HeatMap(map, (row, col) => this.point(level, row, col), this.listening.signal));
    this.gallery.classList.toggle('single', this.maps.length === 1);
    this.gallery.classList.toggle('pairs', !data.rows && this.maps.length > 1);
    this.gallery.replaceChildren(...this.maps.map((map) => map.element));
  }

  resize() {}

  hint() {
    return this.data.rows
      ? 'Point at a cell of any layer, tap it, or move there with the arrow keys, to see what it sees in the input.'
      : 'Point at a cell to read its value.';
  }

  point(...place) {
    if (`${place}` !== `${this.pointed}`) this.light(...place);
  }

  light(level, row, col) {
    this.pointed = [level, row, col];
    const sentence = cellSentence(this.data.maps[level], row, col);
    if (!this.data.rows) {
      this.words.textContent = sentence;
      this.maps.forEach((map, i) => map.mark(i === level ? [[row, col, 1, 1]] : []));
      return;
    }
    const [rows, cols] = [[this.data.rows, row], [this.data.cols, col]].map(([side, node]) => ({
      levels: [...below(side.tables, level, node).nodes, ...above(side.tables, level, node).nodes.slice(1)],
      field: side.fields[level].values.subarray(2 * node, 2 * node + 2),
    }));
    this.maps.forEach((map, i) => map.mark(blocks(rows.levels[i], cols.levels[i]), level && i === 0 ? frame(rows.field, cols.field) : null));
    this.words.textContent = `${this.data.maps[level].title} · ${sentence} ${seen(level, rows.levels, cols.levels)}`;
  }

  remove() {
    this.listening?.abort();
  }
}

function seen(level, rows, cols) {
  const top = rows.length - 1;
  const cells = (i) => rows[i].length * cols[i].length;
  const down = level ? `It sees ${count(cells(0), 'cell')} of the input` : '';
  const up = level < top ? `${level ? 'and' : 'It'} reaches ${count(cells(top), 'cell')} of the last layer` : '';
  return `${[down, up].filter(Boolean).join(' ')}.`;
}

/** The cells of some rows and some columns, as few rectangles. */
function blocks(rows, cols) {
  const [down, across] = [runs(rows), runs(cols)];
  return down.flatMap(([row, height]) => across.map(([col, width]) => [row, col, height, width]));
}

function frame(rows, cols) {
  return [rows[0], cols[0], rows[1] - rows[0] + 1, cols[1] - cols[0] + 1];
}
