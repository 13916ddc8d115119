// Looking up what Python computed: who reads whom, in all three directions. No index is worked out here.

/** The value at (row, col) of `{values, shape}`. */
export function at(matrix, row, col) {
  return matrix.values[row * matrix.shape[1] + col];
}

/**
 * What the output at (row, col) reads, a tap at a time in the order of the sum:
 * `{place, source, value, product}` and what `tapsOf` says of it. `term` is
 * the formula's t; `place` may lie in the padding, `source`
 * is the real cell behind it (null for a padded zero); see `tapsOf` for the others.
 */
export function readsOf(stage, view, row, col) {
  const { rows, cols } = view;
  return tapsOf(stage, view).map((tap) => {
    const [u, v] = tap.order;
    const source = real(at(rows.sources, row, u), at(cols.sources, col, v));
    const value = source ? at(stage.image.values, ...source) : 0;
    return {
      ...tap,
      place: [at(rows.taps, row, u), at(cols.taps, col, v)],
      source,
      value,
      product: value * tap.weight,
    };
  });
}

/** Every output that reads the real cell (row, col), and the tap through which it does. */
export function readersOf(stage, view, row, col) {
  const taps = tapsOf(stage, view);
  const width = stage.kernel.values.shape[1];
  return inverse(view.rows.sources, row).flatMap(([o, u]) =>
    inverse(view.cols.sources, col).map(([p, v]) => ({ ...taps[u * width + v], output: [o, p] })));
}

/** Every place that one tap reads, as the rows and the columns that its reads lie in. */
export function placesOf(view, { order: [u, v] }) {
  return { rows: column(view.rows.taps, u), cols: column(view.cols.taps, v) };
}

/** What one tap adds to each output, as a matrix of the output's shape. */
export function contributionOf(stage, view, { order: [u, v], weight }) {
  const [rows, cols] = [column(view.rows.sources, u), column(view.cols.sources, v)];
  const { values: image, shape } = stage.image.values;
  const values = new Float64Array(rows.length * cols.length);
  let i = 0;
  for (const row of rows) { // no pairs are made here: a photograph has 65 536 of them
    for (const col of cols) values[i++] = weight * (row < 0 || col < 0 ? 0 : image[row * shape[1] + col]);
  }
  return { values, shape: [rows.length, cols.length] };
}

/** The taps in the order of the sum: `{tap, order, term, weight, written, applied}`, the last two its cells in the kernel. */
export function tapsOf(stage, view) {
  const [height, width] = stage.kernel.values.shape;
  return Array.from({ length: height * width }, (_, tap) => {
    const [u, v] = [Math.floor(tap / width), tap % width];
    const term = [stage.terms[0][u], stage.terms[1][v]];
    const written = [view.row_cells[u], view.col_cells[v]];
    const applied = [view.row_offsets[u], view.col_offsets[v]];
    return { tap, order: [u, v], term, weight: at(stage.kernel.values, ...term), written, applied };
  });
}

/** The real cell behind a place of the padded input, null for a padded zero or outside of it. */
export function sourceOf(view, [row, col]) {
  const ring = (axis, place) => axis.ring.values[place + axis.before] ?? -1;
  return real(ring(view.rows, row), ring(view.cols, col));
}

/** The padded input as a picture. */
export function padded(stage, view) {
  const [ringRows, ringCols] = [view.rows.ring.values, view.cols.ring.values];
  const { values: image, shape } = stage.image.values;
  const values = new Float64Array(ringRows.length * ringCols.length);
  let i = 0;
  for (const row of ringRows) {
    for (const col of ringCols) values[i++] = row < 0 || col < 0 ? 0 : image[row * shape[1] + col];
  }
  return { values, shape: [ringRows.length, ringCols.length] };
}

/** The padded input in colour: bytes of red, green and blue, black where the padding is zero. */
export function paddedColour(stage, view) {
  const { values: bytes, shape } = stage.image.colour;
  const [ringRows, ringCols] = [view.rows.ring.values, view.cols.ring.values];
  const values = new Uint8Array(ringRows.length * ringCols.length * 3);
  let i = 0;
  for (const row of ringRows) {
    for (const col of ringCols) {
      const first = (row * shape[1] + col) * 3;
      for (let k = 0; k < 3; k++) values[i++] = real(row, col) ? bytes[first + k] : 0;
    }
  }
  return { values, shape: [ringRows.length, ringCols.length, 3] };
}

/** The zero-inserted kernel as drawn, as `written` or as `applied`: NaN between the taps. */
export function dilated(stage, view, way) {
  const [height, width] = view.dilated;
  const values = new Float64Array(height * width).fill(NaN);
  for (const { weight, [way]: cell } of tapsOf(stage, view)) values[cell[0] * width + cell[1]] = weight;
  return { values, shape: [height, width] };
}

/** The dilations that were sent and fit, in order; only equal pairs where rows and columns go together. */
export function fitting({ views, linked }) {
  const keys = Object.keys(views).filter((key) => views[key].output);
  const pairs = keys.map((key) => key.split(',').map(Number)).filter(([row, col]) => !linked || row === col);
  return pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** Whether a cell lies in a matrix of a shape. */
export function holds([height, width], [row, col]) {
  return row >= 0 && col >= 0 && row < height && col < width;
}

/** The two coordinates as a cell, or null where one of them is a padded zero. */
function real(row, col) {
  return row < 0 || col < 0 ? null : [row, col];
}

function column({ values, shape }, k) {
  return Array.from({ length: shape[0] }, (_, o) => values[o * shape[1] + k]);
}

const inverses = new WeakMap();

/** The (output, tap) pairs of a table that hold `sample`; the table is read through once. */
function inverse(table, sample) {
  if (!inverses.has(table)) {
    const pairs = new Map();
    table.values.forEach((source, i) => {
      if (!pairs.has(source)) pairs.set(source, []);
      pairs.get(source).push([Math.floor(i / table.shape[1]), i % table.shape[1]]);
    });
    inverses.set(table, pairs);
  }
  return inverses.get(table).get(sample) ?? [];
}
