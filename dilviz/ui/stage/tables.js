// Looking up what Python computed: who reads whom. No index is worked out here.

/** The value at (row, col) of `{values, shape}`. */
export function at(matrix, row, col) {
  return matrix.values[row * matrix.shape[1] + col];
}

/**
 * What the output at (row, col) reads, a tap at a time in the order of the sum:
 * `{tap, weight, place: [row, col], source: [row, col] | null, value, product, written: [row, col]}`.
 * `place` may lie in the padding; `source` is the real cell behind it, null for a padded zero.
 */
export function readsOf(stage, view, row, col) {
  const { rows, cols } = view;
  const [height, width] = stage.weights.shape;
  const reads = [];
  for (let u = 0; u < height; u++) {
    for (let v = 0; v < width; v++) {
      const source = real(at(rows.sources, row, u), at(cols.sources, col, v));
      const weight = at(stage.weights, u, v);
      const value = source ? at(stage.image.values, ...source) : 0;
      reads.push({
        tap: u * width + v,
        weight,
        place: [at(rows.taps, row, u), at(cols.taps, col, v)],
        source,
        value,
        product: value * weight,
        written: [view.row_cells[u], view.col_cells[v]],
      });
    }
  }
  return reads;
}

/** The two coordinates as a cell, or null where one of them is a padded zero. */
function real(row, col) {
  return row < 0 || col < 0 ? null : [row, col];
}

/** The padded input as a picture: its values, and which of its cells are real. */
export function padded(stage, view) {
  const [ringRows, ringCols] = [view.rows.ring.values, view.cols.ring.values];
  const values = new Float64Array(ringRows.length * ringCols.length);
  let i = 0;
  for (const row of ringRows) {
    for (const col of ringCols) {
      values[i++] = row < 0 || col < 0 ? 0 : at(stage.image.values, row, col);
    }
  }
  return { values, shape: [ringRows.length, ringCols.length] };
}

/** The zero-inserted kernel as drawn: weights where taps are written, NaN between them. */
export function dilated(stage, view) {
  const [height, width] = view.dilated;
  const values = new Float64Array(height * width).fill(NaN);
  view.row_cells.forEach((row, u) => {
    view.col_cells.forEach((col, v) => {
      values[row * width + col] = at(stage.weights, u, v);
    });
  });
  return { values, shape: [height, width] };
}
