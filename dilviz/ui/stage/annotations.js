// What stands on a heatmap beside its colours: grid, holes, gaps, the padded ring, numbers and labels.

import { colourOf, inkOn } from './colours.js';
import { format } from './numbers.js';

export const GUTTER = 22; // pixels for the row and column numbers
const LEAST_CELL = 16; // pixels of a cell that still shows its number
const MOST_NUMBERS = 900;
const LEAST_OUTLINE = 7; // pixels of an outline that can be seen around a single pixel of a photograph

/** Draw all of it for a `Picture`, in the order in which one covers the other. */
export function annotate(board) {
  fillHoles(board);
  drawGrid(board);
  crossGaps(board);
  paleRing(board);
  drawEdges(board);
  writeNumbers(board);
  writeLabels(board);
}

/** Lay a rectangle along the inside of a box, or around one that is too small to be seen. */
export function outline(rect, box, thickness, colour) {
  const size = Math.max(box.size, LEAST_OUTLINE);
  const [x, y] = [box.x, box.y].map((start) => start - (size - box.size) / 2);
  const inset = thickness / 2;
  rect.setAttribute('x', x + inset);
  rect.setAttribute('y', y + inset);
  rect.setAttribute('width', Math.max(size - thickness, 1));
  rect.setAttribute('height', Math.max(size - thickness, 1));
  rect.setAttribute('stroke', colour);
  rect.setAttribute('stroke-width', thickness);
}

/** Fill what lies between the taps: zeros that were inserted, not weights that are 0. */
function fillHoles(board) {
  const { values, inserted, edges } = board.picture;
  const square = ({ x, y }, height, width) => `M${x} ${y}h${width * board.cell}v${height * board.cell}h${-width * board.cell}z`;
  const taps = (edges ?? []).map(({ row, col }) => square(board.box(row, col), 1, 1));
  const paths = inserted ? [square(board.box(0, 0), ...values.shape) + taps.join('')] : [];
  board.pool('hole', 'path', paths, (path, d) => {
    path.setAttribute('d', d);
    path.setAttribute('fill', board.theme.inserted);
  });
}

function drawGrid(board) {
  const [height, width] = board.picture.values.shape;
  const corner = board.box(-board.picture.origin[0], -board.picture.origin[1]);
  const [w, h] = [width * board.cell, height * board.cell];
  let path = `M${corner.x} ${corner.y}h${w}v${h}h${-w}z`;
  if (board.cell >= 6) {
    for (let row = 1; row < height; row++) path += `M${corner.x} ${corner.y + row * board.cell}h${w}`;
    for (let col = 1; col < width; col++) path += `M${corner.x + col * board.cell} ${corner.y}v${h}`;
  }
  board.pool('grid', 'path', [path], (line, d) => {
    line.setAttribute('d', d);
    line.setAttribute('stroke', board.theme.grid);
  });
}

/** Cross out what is no finite number: the colour scale has no colour for it. */
function crossGaps(board) {
  const { values: { values, shape }, origin, inserted } = board.picture;
  let path = '';
  for (let i = 0; i < values.length && !inserted && path.length < 200_000; i++) {
    if (Number.isFinite(values[i])) continue;
    const { x, y, size } = board.box(Math.floor(i / shape[1]) - origin[0], (i % shape[1]) - origin[1]);
    path += `M${x} ${y}l${size} ${size}m0 ${-size}l${-size} ${size}`;
  }
  board.pool('gap', 'path', path ? [path] : [], (node, d) => {
    node.setAttribute('d', d);
    node.setAttribute('stroke', board.theme.faint);
  });
}

/** Pale what lies around the real samples. */
function paleRing(board) {
  const { real, values, origin } = board.picture;
  const padded = real && (real[0] < values.shape[0] || real[1] < values.shape[1]);
  const boxes = padded ? [[board.box(-origin[0], -origin[1]), board.box(0, 0)]] : [];
  board.pool('ring', 'path', boxes, (path, [outer, inner]) => {
    const frame = (box, height, width) =>
      `M${box.x} ${box.y}h${width * board.cell}v${height * board.cell}h${-width * board.cell}z`;
    path.setAttribute('d', frame(outer, ...values.shape) + frame(inner, ...real));
    path.setAttribute('fill', board.theme.ground);
  });
  board.pool('real', 'path', boxes, (path, [, inner]) => {
    path.setAttribute('d', `M${inner.x} ${inner.y}h${real[1] * board.cell}v${real[0] * board.cell}h${-real[1] * board.cell}z`);
    path.setAttribute('stroke', board.theme.pixel);
  });
}

function drawEdges(board) {
  const boxes = (board.picture.edges ?? []).map(({ row, col, colour }) => ({ ...board.box(row, col), colour }));
  board.pool('edge', 'rect', boxes, (rect, box) => outline(rect, box, Math.min(2.5, board.cell * 0.12), box.colour));
}

function writeNumbers(board) {
  const { values, origin } = board.picture;
  const texts = [];
  if (board.cell >= LEAST_CELL) {
    const [[top, bottom], [left, right]] = [0, 1].map((i) => shown(board, i));
    if ((bottom - top) * (right - left) > MOST_NUMBERS) return board.pool('number', 'text', [], () => {});
    for (let row = top; row < bottom; row++) {
      for (let col = left; col < right; col++) {
        const value = values.values[row * values.shape[1] + col];
        const { x, y } = board.box(row - origin[0], col - origin[1]);
        texts.push({ text: textOf(board, value), ink: inkOf(board, value), x: x + board.cell / 2, y: y + board.cell / 2 });
      }
    }
  }
  const longest = Math.max(2, ...texts.map(({ text }) => text.length));
  const size = Math.min(board.cell * 0.5, (board.cell * 1.55) / longest, 18);
  return board.pool('number', 'text', size >= 7 ? texts : [], (node, { text, x, y, ink }) => {
    if (node.textContent !== text) node.textContent = text;
    node.setAttribute('x', x);
    node.setAttribute('y', y);
    node.setAttribute('fill', ink);
    node.setAttribute('font-size', size);
  });
}

/** The first cell and the one after the last that are shown along an axis, counted from the rim of the padding. */
function shown(board, i) {
  const first = Math.max(0, Math.floor(board.shift[i]));
  return [first, Math.min(board.picture.values.shape[i], Math.ceil(board.shift[i] + board.side / board.cell))];
}

function textOf(board, value) {
  return Number.isNaN(value) && board.picture.inserted ? '0' : format(value, 3);
}

function inkOf(board, value) {
  const { range, scale, inserted } = board.picture;
  if (Number.isNaN(value)) return inserted ? board.theme.faint : board.theme.pixel;
  return inkOn(colourOf(value, range, board.theme.scales[scale]));
}

/** Number the rows and columns, as many as there is room for. */
function writeLabels(board) {
  const { values, origin } = board.picture;
  const labels = [0, 1].flatMap((i) => {
    const every = [1, 2, 5, 10, 20, 50, 100].find((step) => step * board.cell >= 18) ?? 100;
    const shown = Array.from({ length: values.shape[i] }, (_, k) => k - origin[i]).filter((k) => k % every === 0);
    return shown.map((k) => {
      const box = i ? board.box(0, k) : board.box(k, 0);
      const edge = board.box(-origin[0], -origin[1]);
      const [x, y] = [Math.max(edge.x, GUTTER) - 4, Math.max(edge.y, GUTTER) - 5];
      const half = box.size / 2;
      return { text: format(k, 6), x: i ? box.x + half : x, y: i ? y : box.y + half, row: !i };
    });
  }).filter(({ x, y, row }) => (row ? y : x) >= GUTTER && (row ? y : x) <= GUTTER + board.side);
  board.pool('label', 'text', labels, (node, { text, x, y, row }) => {
    node.textContent = text;
    node.setAttribute('x', x);
    node.setAttribute('y', y);
    node.setAttribute('class', row ? 'row' : 'col');
  });
}
