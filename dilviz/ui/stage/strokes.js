// The cells under a brush.

import { holds } from './tables.js';

/** The cells on a straight line from one cell to another, both included, without a gap. */
export function line([row, col], [lastRow, lastCol]) {
  const [down, right] = [Math.abs(lastRow - row), Math.abs(lastCol - col)];
  const [stepRow, stepCol] = [Math.sign(lastRow - row), Math.sign(lastCol - col)];
  const cells = [[row, col]];
  let error = right - down;
  while (row !== lastRow || col !== lastCol) {
    const doubled = 2 * error;
    if (doubled > -down) {
      error -= down;
      col += stepCol;
    }
    if (doubled < right) {
      error += right;
      row += stepRow;
    }
    cells.push([row, col]);
  }
  return cells;
}

/** The cells of a square brush around a cell that lie in a matrix of `shape`. */
export function dab([row, col], size, shape) {
  const first = -Math.floor((size - 1) / 2);
  const cells = [];
  for (let i = first; i < first + size; i++) {
    for (let j = first; j < first + size; j++) {
      const cell = [row + i, col + j];
      if (holds(shape, cell)) cells.push(cell);
    }
  }
  return cells;
}

/** The cells that touch a cell, side by side, through cells of its own value. */
export function area({ values, shape }, [row, col]) {
  const width = shape[1];
  const wanted = values[row * width + col];
  const seen = new Set([row * width + col]);
  for (const place of seen) {
    const [r, c] = [Math.floor(place / width), place % width];
    for (const cell of [[r - 1, c], [r + 1, c], [r, c - 1], [r, c + 1]]) {
      const next = cell[0] * width + cell[1];
      if (holds(shape, cell) && Object.is(values[next], wanted)) seen.add(next);
    }
  }
  return [...seen].map((place) => [Math.floor(place / width), place % width]);
}
